import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { transferRate } from '../../core/transferRate';
import { withTransferNotification, type TransferStand } from '../vscode/showProgress';
import { abortSignal } from '../vscode/withCancel';

/** Tells how far downloads have come from how the present one stands; `bytesPerSecond` once it has been measured. */
export type DownloadStand = (latest: DownloadProgress, bytesPerSecond: number | undefined) => TransferStand;

/** Runs one or several downloads, one after another, behind a notification with their progress and Cancel. */
export async function withDownloadProgress<T>(
  stand: DownloadStand,
  job: (run: ProgressContext<DownloadProgress>) => Promise<T>,
): Promise<T> {
  const rate = transferRate();
  let latest: DownloadProgress = { stage: 'asking' };
  const now = (): TransferStand => {
    if (latest.stage === 'receiving') rate.record(latest.received, performance.now());
    return stand(latest, rate.bytesPerSecond());
  };
  return withTransferNotification(now, (token) =>
    job({ signal: abortSignal(token), report: (progress) => void (latest = progress) }),
  );
}
