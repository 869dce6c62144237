import * as vscode from 'vscode';
import { mayBeSent } from '../upload/leavesWorkspace';
import { followUpload, type FollowUploadNeeds } from '../uploads/followUpload';
import type { Upload } from '../uploads/upload';
import { showInformation } from '../showMessage';

/** Starts the upload again, or goes on with it where it stopped half-way; unless it runs by now. */
export function retryUploadCommand(needs: FollowUploadNeeds) {
  return async (upload: Upload): Promise<void> => {
    // What was a file then may be a link by now.
    if (!(await mayBeSent(needs.realPath, [upload.order.path], 'chosen'))) return;
    const again = needs.uploads.retry(upload);
    if (again) await followUpload(needs, again);
    else if (upload.state.is === 'interrupted') sayGone(upload);
  };
}

/** The offer to go on with it may still stand there. */
function sayGone({ order }: Upload): void {
  const said = vscode.l10n.t(
    'The upload of {0} is not waiting any more: another window went on with it, or discarded it.',
    order.packageName,
  );
  void showInformation(said);
}
