import * as vscode from 'vscode';
import { plainText } from '../plainText';
import { followUpload, type FollowUploadNeeds } from '../uploads/followUpload';
import type { Upload } from '../uploads/upload';

/** Starts the clicked upload again, or goes on with it where it stopped half-way; unless it runs by now. */
export function retryUploadCommand(needs: FollowUploadNeeds) {
  return async (clicked?: Upload): Promise<void> => {
    if (clicked?.kind !== 'upload') return;
    const upload = needs.uploads.retry(clicked);
    if (upload) await followUpload(needs, upload);
    else if (clicked.state.is === 'interrupted') sayGone(clicked);
  };
}

/** The offer to go on with it may still stand there. */
function sayGone({ order }: Upload): void {
  const said = vscode.l10n.t(
    'The upload of {0} is not waiting any more: another window went on with it, or discarded it.',
    order.packageName,
  );
  void vscode.window.showInformationMessage(plainText(said));
}
