import * as vscode from 'vscode';
import type { DownloadProgress } from '../../core/ports/progressContext';
import { formatBytes } from '../messages/formatBytes';
import { percentOf } from '../messages/percentOf';
import { withPace } from '../messages/withPace';
import type { DownloadStand } from './withDownloadProgress';

/** Counts of downloads that a person asked for together. */
export interface DownloadCounts {
  readonly all: number;
  readonly arrived: number;
  readonly failed: number;
}

/** Words the progress of one download under `title`: the stage, and while bytes come how many, how fast and for how long. */
export function oneDownload(title: string): DownloadStand {
  return (latest, bytesPerSecond) => ({
    stage: latest.stage,
    percent: shareOf(latest) * 100,
    message: () => vscode.l10n.t('{0}: {1}', title, downloadText(latest, bytesPerSecond)),
  });
}

/** Words the progress of downloads that run one after another. */
export function severalDownloads(counts: () => DownloadCounts): DownloadStand {
  return (latest, bytesPerSecond) => {
    const { all, arrived, failed } = counts();
    const percent = ((arrived + failed + shareOf(latest)) / all) * 100;
    const message = (): string => {
      const parts = [
        vscode.l10n.t('{0} of {1} done', arrived, all),
        ...(failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : []),
        vscode.l10n.t('{0}%', Math.floor(percent)),
        ...(bytesPerSecond ? [vscode.l10n.t('{0}/s', formatBytes(bytesPerSecond))] : []),
      ];
      return vscode.l10n.t('{0}: {1}', vscode.l10n.t('Downloading {0} packages', all), parts.join(' · '));
    };
    return { stage: [arrived, failed].join(' '), percent, message };
  };
}

/** Words how one download stands. */
export function downloadText(progress: DownloadProgress, bytesPerSecond: number | undefined): string {
  switch (progress.stage) {
    case 'asking':
      return vscode.l10n.t('getting a download link from TEM');
    case 'verifying':
      return vscode.l10n.t('verifying the download');
    case 'receiving': {
      const { received, total } = progress;
      const percent = percentOf({ sent: received, total });
      const amount = vscode.l10n.t('{0}% · {1} of {2}', percent, formatBytes(received), formatBytes(total));
      return withPace(amount, total - received, bytesPerSecond);
    }
  }
}

/** Gives how much of a download has arrived, 0 to 1. */
function shareOf(progress: DownloadProgress): number {
  if (progress.stage === 'verifying') return 1;
  return progress.stage === 'receiving' && progress.total > 0 ? progress.received / progress.total : 0;
}
