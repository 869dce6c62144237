import * as vscode from 'vscode';
import { mayBeSent } from './leavesWorkspace';
import { followUpload, type FollowUploadDeps } from './followUpload';
import type { Upload } from './upload';
import { showInformation } from '../vscode/showMessage';

/**
 * Starts uploads again, or goes on with them where they stopped half-way; unless they run by now. Whatever has to be asked
 * is asked once for all of them.
 */
export function retryUploadsCommand(deps: FollowUploadDeps) {
  return async (uploads: readonly Upload[]): Promise<void> => {
    // What was a file then may be a link by now.
    const paths = uploads.map(({ order }) => order.path);
    if (!(await mayBeSent(deps.realPath, paths, 'chosen'))) return;
    await Promise.all(uploads.map((upload) => retry(deps, upload)));
  };
}

async function retry(deps: FollowUploadDeps, upload: Upload): Promise<void> {
  const again = deps.uploads.retry(upload);
  if (again) await followUpload(deps, again);
  else if (upload.state.kind === 'interrupted') sayGone(upload);
}

/** Says that an upload is gone: the offer to go on with it may still stand there. */
function sayGone({ order }: Upload): void {
  const said = vscode.l10n.t(
    'The upload of {0} is not waiting any more: another window went on with it, or discarded it.',
    order.packageName,
  );
  void showInformation(said);
}
