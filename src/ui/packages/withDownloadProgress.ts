import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { transferRate } from '../../core/transferRate';
import { abortSignal } from '../vscode/withCancel';
import { downloadText } from './downloadText';
import { withNotification } from '../vscode/showProgress';

const tickMs = 250;

/** Runs a download behind a notification with its progress and Cancel. */
export async function withDownloadProgress<T>(
  title: string,
  job: (run: ProgressContext<DownloadProgress>) => Promise<T>,
): Promise<T> {
  return withNotification(title, async (report, token) => {
    const rate = transferRate();
    let latest: DownloadProgress = { stage: 'asking' };
    let percent = 0;
    const show = (): void => {
      if (latest.stage === 'receiving') rate.record(latest.received, performance.now());
      const reached = Math.max(percent, percentOf(latest));
      report(downloadText(latest, rate.bytesPerSecond()), reached - percent);
      percent = reached;
    };
    const ticking = setInterval(show, tickMs);
    try {
      show();
      return await job({ signal: abortSignal(token), report: (progress) => void (latest = progress) });
    } finally {
      clearInterval(ticking);
    }
  });
}

function percentOf(progress: DownloadProgress): number {
  return progress.stage === 'receiving' && progress.total > 0 ? (progress.received / progress.total) * 100 : 0;
}
