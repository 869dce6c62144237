import type { Target } from '../../core/model';
import { withTransferNotification } from '../vscode/showProgress';
import { groupText } from './groupText';
import type { LastTargets } from './lastTargets';
import { mayBeSent, type RealPath } from './leavesWorkspace';
import { sayGone } from './sayGone';
import { tellUploads, type TellUploadsDeps } from './tellUploads';
import { hasEnded, type RetryOptions, type Upload, type UploadEnd } from './upload';
import { UploadGroup } from './uploadGroup';
import type { Uploads } from './uploads';
import { uploadSummary } from './uploadSummary';

/** Dependencies of following uploads: what is told and done as they go on. */
export interface FollowUploadsDeps extends TellUploadsDeps {
  readonly uploads: Pick<Uploads, 'retry' | 'ended' | 'cancel'>;
  readonly realPath: RealPath;
  readonly lastTargets: Pick<LastTargets, 'remember'>;
  readonly refresh: (target: Target) => void;
}

/**
 * Stays with uploads that were started together until they are over for a person: one notification with their progress, whose
 * Cancel ends all of them, then one message with what can be done next, or why they failed and once more if a person likes.
 * Begins with that message where they have ended already.
 */
export async function followUploads(deps: FollowUploadsDeps, uploads: readonly Upload[]): Promise<void> {
  const ends = await withGroupProgress(deps, uploads);
  await tellUploads(deps, uploadSummary(ends), (...again) => retryUploads(deps, ...again));
}

/**
 * Starts uploads again, or goes on with them where they stopped half-way; unless they run by now. Whatever has to be asked
 * is asked once for all of them.
 */
export async function retryUploads(
  deps: FollowUploadsDeps,
  uploads: readonly Upload[],
  how: RetryOptions = {},
): Promise<void> {
  // What was a file then may be a link by now.
  const paths = uploads.map(({ order }) => order.path);
  if (!(await mayBeSent(deps.realPath, paths, 'chosen'))) return;
  const begun = uploads.map((upload) => ({ upload, again: deps.uploads.retry(upload, how) }));
  sayGone(begun.flatMap(({ upload, again }) => (again || upload.state.kind !== 'interrupted' ? [] : [upload])));
  // Those that were tried again from elsewhere meanwhile are followed there.
  const running = begun.flatMap(({ again }) => again ?? []);
  if (running.length > 0) await followUploads(deps, running);
}

async function withGroupProgress(
  deps: FollowUploadsDeps,
  uploads: readonly Upload[],
): Promise<readonly { readonly upload: Upload; readonly end: UploadEnd }[]> {
  const group = new UploadGroup(uploads);
  const wereOver = uploads.every(({ state }) => hasEnded(state));
  const ended = Promise.all(
    uploads.map(async (upload) => {
      const end = await deps.uploads.ended(upload);
      group.end(upload, end);
      return { upload, end };
    }),
  );
  if (wereOver) return ended;
  const kept = uploads.map((upload) => keepFinished(deps, upload));
  const ends = await withTransferNotification(
    () => groupText(group.stand()),
    (token) => {
      token.onCancellationRequested(() => group.underWay().forEach((upload) => deps.uploads.cancel(upload)));
      return ended;
    },
  );
  await Promise.all(kept);
  return ends;
}

/** Shows a package in the tree, and remembers where it went, as soon as it is there. */
async function keepFinished(deps: FollowUploadsDeps, upload: Upload): Promise<void> {
  const { uploads, lastTargets, withErrorReporting, refresh } = deps;
  const { packageName, path, target } = upload.order;
  if ((await uploads.ended(upload)).kind !== 'finished') return;
  // What cannot be remembered is asked once more, and takes nothing from how the upload has ended.
  await withErrorReporting(packageName, () => lastTargets.remember(path, target), 'logOnly');
  refresh(target);
}
