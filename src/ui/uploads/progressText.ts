import * as vscode from 'vscode';
import type { Progress } from '../../core/ports/progressContext';
import { formatBytes } from '../messages/formatBytes';
import { percentOf } from '../messages/percentOf';
import { withPace } from '../messages/withPace';

/** Words the progress of an upload: the stage, and while sending percentage, bytes, speed and time left. */
export function progressText(progress: Progress, bytesPerSecond: number | undefined): string {
  switch (progress.stage) {
    case 'checking':
      return vscode.l10n.t('checking the file');
    case 'asking':
      return vscode.l10n.t('getting upload credentials from TEM');
    case 'verifying':
      return vscode.l10n.t('verifying the upload');
    case 'sending': {
      const { sent, total, reused = 0, copying } = progress;
      if (sent >= total && copying) return vscode.l10n.t('copying the {0} that TEM already has', formatBytes(reused));
      if (sent >= total && total === 0) return vscode.l10n.t('waiting for COS to confirm');
      if (sent >= total) return vscode.l10n.t('{0} sent, waiting for COS to confirm', formatBytes(total));
      const amount = vscode.l10n.t(
        'sending {0}% · {1} of {2}',
        percentOf(progress),
        formatBytes(sent),
        formatBytes(total),
      );
      return withPace(amount, total - sent, bytesPerSecond);
    }
  }
}
