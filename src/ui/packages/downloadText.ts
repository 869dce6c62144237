import * as vscode from 'vscode';
import type { DownloadProgress } from '../../core/ports/progressContext';
import { formatBytes } from '../messages/formatBytes';
import { percentOf } from '../messages/percentOf';
import { withPace } from '../messages/withPace';

/** Words the progress of a download: the stage, and while bytes come percentage, bytes, speed and time left. */
export function downloadText(progress: DownloadProgress, bytesPerSecond: number | undefined): string {
  switch (progress.stage) {
    case 'asking':
      return vscode.l10n.t('asking TEM for a download link');
    case 'verifying':
      return vscode.l10n.t('verifying what arrived');
    case 'receiving': {
      const { received, total } = progress;
      const percent = percentOf({ sent: received, total });
      const amount = vscode.l10n.t('{0} % · {1} of {2}', percent, formatBytes(received), formatBytes(total));
      return withPace(amount, total - received, bytesPerSecond);
    }
  }
}
