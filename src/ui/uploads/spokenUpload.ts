import * as vscode from 'vscode';
import type { UploadedPackage } from '../../core/model';
import type { Progress } from '../../core/ports/progressContext';
import { formatBytes } from '../messages/formatBytes';
import { shortFailure } from '../messages/shortFailure';
import { progressText } from './progressText';
import { isSentInPart, sentBytes } from './sentBytes';
import type { Remains, Upload } from './upload';

/** Words the state of an upload in whole sentences, for those who hear its node. */
export function spokenUpload({ order, state }: Upload): string {
  const { packageName, target } = order;
  const of = [packageName, target.applicationName] as const;
  switch (state.kind) {
    case 'queued':
      return vscode.l10n.t('{0} is waiting to be uploaded to {1}.', ...of);
    case 'running': {
      const progress = spokenProgress(state.progress);
      return vscode.l10n.t('{0} is being uploaded to {1}: {2}.', ...of, progress);
    }
    case 'failed': {
      const why = shortFailure(state.error, vscode.l10n.t('see the error'));
      const failed = vscode.l10n.t('The upload of {0} to {1} failed: {2}.', ...of, why);
      return state.remains ? `${failed} ${stoppedAt(state.remains)}` : failed;
    }
    case 'interrupted':
      return `${vscode.l10n.t('The upload of {0} to {1} was interrupted.', ...of)} ${stoppedAt(state.remains)}`;
    case 'cancelled':
      return vscode.l10n.t('The upload of {0} to {1} was cancelled.', ...of);
    case 'finished': {
      const { version, bytes } = state.uploaded;
      const said = vscode.l10n.t('{0} was uploaded to {1} as version {2}, {3}.', ...of, version, formatBytes(bytes));
      return [said, ...spokenReuse(state.uploaded)].join(' ');
    }
  }
}

/** Words the stage alone: whatever changes in the row under the cursor is read out anew, and the notification counts. */
function spokenProgress(progress: Progress): string {
  if (progress.stage !== 'sending' || progress.sent >= progress.total) return progressText(progress, undefined);
  return vscode.l10n.t('sending {0}', formatBytes(progress.total));
}

function spokenReuse(uploaded: UploadedPackage): readonly string[] {
  const sent = sentBytes(uploaded);
  if (!isSentInPart(sent, uploaded.bytes)) return [];
  if (sent === 0) return [vscode.l10n.t('All of it was in TEM already.')];
  return [vscode.l10n.t('{0} sent, the rest was in TEM already.', formatBytes(sent))];
}

function stoppedAt({ percent }: Remains): string {
  return vscode.l10n.t('Stopped at {0}%. The upload can be resumed.', percent);
}
