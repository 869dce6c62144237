import * as vscode from 'vscode';
import { progressText } from './progressText';
import { hasEnded, type Upload, type UploadEnd, type UploadUnderWay } from './upload';
import type { Uploads } from './uploads';
import { withNotification } from '../vscode/showProgress';

/** Shows an upload in a notification of its own with Cancel, from its place in the queue on; resolves with its end. */
export async function withUploadProgress(
  uploads: Pick<Uploads, 'ended' | 'cancel' | 'onDidChange'>,
  upload: Upload,
): Promise<UploadEnd> {
  if (hasEnded(upload.state)) return upload.state;
  const title = vscode.l10n.t('Uploading {0}', upload.order.packageName);
  return withNotification(title, async (report, token) => {
    let percent = 0;
    const show = () => {
      if (hasEnded(upload.state)) return;
      const reached = Math.max(percent, percentOf(upload));
      report(standing(upload.state), reached - percent);
      percent = reached;
    };
    const listening = uploads.onDidChange((changed) => changed.includes(upload) && show());
    token.onCancellationRequested(() => uploads.cancel(upload));
    try {
      show();
      return await uploads.ended(upload);
    } finally {
      listening.dispose();
    }
  });
}

function standing(state: UploadUnderWay): string {
  if (state.kind === 'queued') return vscode.l10n.t('waiting for another upload');
  return progressText(state.progress, state.bytesPerSecond);
}

function percentOf({ state }: Upload): number {
  const isSending = state.kind === 'running' && state.progress.stage === 'sending' && state.progress.total > 0;
  return isSending ? (state.progress.sent / state.progress.total) * 100 : 0;
}
