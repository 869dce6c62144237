import type { Target, UploadedPackage } from '../../core/model';
import type { WithErrorReporting } from '../vscode/errorReporter';
import type { LastTargets } from './lastTargets';
import { mayBeSent, type RealPath } from './leavesWorkspace';
import type { Upload } from './upload';
import { sayCancelled, uploadFailed } from './uploadWords';
import type { Uploads } from './uploads';
import { withUploadProgress } from './withUploadProgress';

/** Dependencies of following an upload: what is told and done as it goes on. */
export interface FollowUploadDeps {
  readonly uploads: Pick<Uploads, 'retry' | 'ended' | 'cancel' | 'onDidChange'>;
  readonly withErrorReporting: WithErrorReporting;
  readonly realPath: RealPath;
  readonly lastTargets: Pick<LastTargets, 'remember'>;
  readonly refresh: (target: Target) => void;
  readonly offerNextStep: (uploaded: UploadedPackage) => Promise<void>;
}

/**
 * Stays with an upload until it is over for a person: its progress, then what can be done next; or why it failed, and
 * once more if they like. Begins with why where the upload has failed already.
 */
export async function followUpload(deps: FollowUploadDeps, upload: Upload): Promise<void> {
  const { packageName, path, target } = upload.order;
  let current: Upload | undefined;
  const outcome = await deps.withErrorReporting(uploadFailed(packageName), async () => {
    // What was a file then may be a link by now.
    if (current && !(await mayBeSent(deps.realPath, [path], 'chosen'))) return undefined;
    const next = current ? deps.uploads.retry(current) : upload;
    // Tried again from elsewhere meanwhile: there it is followed as well.
    if (!next) return undefined;
    current = next;
    const end = await withUploadProgress(deps.uploads, current);
    if (end.kind === 'failed') throw end.error;
    if (end.kind === 'cancelled' && !end.isTold) sayCancelled(packageName);
    return end.kind === 'finished' ? end.uploaded : undefined;
  });
  if (outcome.kind !== 'done' || !outcome.value) return;
  const uploaded = outcome.value;
  await deps.lastTargets.remember(path, target);
  deps.refresh(target);
  // Awaiting the buttons would keep the command alive for as long as the message stands there.
  void deps.withErrorReporting('TEM Toolkit', () => deps.offerNextStep(uploaded));
}
