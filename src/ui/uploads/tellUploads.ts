import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { UploadedPackage } from '../../core/model';
import { focusView } from '../vscode/contributions';
import { tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
import { showError, showInformation, showWarning } from '../vscode/showMessage';
import { failedText, partlyText, uploadedText } from './summaryWords';
import type { RetryOptions, Upload } from './upload';
import type { FailedMember, UploadSummary } from './uploadSummary';
import { uploadFailed } from './uploadWords';

/** Dependencies of telling how uploads have ended. */
export interface TellUploadsDeps {
  readonly withErrorReporting: WithErrorReporting;
  readonly offerNextStep: (uploaded: UploadedPackage) => Promise<void>;
  /** Opens the Applications view at a package. */
  readonly showInTem: (uploaded: UploadedPackage) => Promise<void>;
}

type Retry = (uploads: readonly Upload[], how?: RetryOptions) => Promise<void>;

/** Tells in one message how uploads that were started together have ended, and does what a person chooses there. */
export async function tellUploads(deps: TellUploadsDeps, summary: UploadSummary, retry: Retry): Promise<void> {
  const { withErrorReporting } = deps;
  switch (summary.kind) {
    case 'nothing':
      return;
    case 'finished': {
      const [uploaded, ...others] = summary.uploaded;
      const offer = () =>
        others.length === 0 ? deps.offerNextStep(uploaded) : offerUploaded(deps, [uploaded, ...others]);
      // Awaiting the buttons would keep the command alive for as long as the message stands there.
      return void withErrorReporting('TEM Toolkit', offer);
    }
    case 'partly':
    case 'failed':
      return tellFailed(deps, summary, retry);
  }
}

async function tellFailed(
  { withErrorReporting }: TellUploadsDeps,
  summary: Extract<UploadSummary, { kind: 'partly' | 'failed' }>,
  retry: Retry,
): Promise<void> {
  const { failed } = summary;
  const [first, ...others] = failed;
  if (!first) return;
  const isAccepted = summary.kind === 'failed' && summary.isOneReason && isDamaged(first.error);
  const again = () =>
    retry(
      failed.map(({ upload }) => upload),
      { acceptsDamage: isAccepted },
    );
  if (summary.kind === 'failed' && summary.isOneReason) {
    const what =
      others.length === 0
        ? uploadFailed(first.upload.order.packageName)
        : vscode.l10n.t('Could not upload {0} packages', failed.length);
    await withErrorReporting(what, tryAgainAfter(first.error, again));
    return;
  }
  await Promise.all(failed.map((one) => logFailure(withErrorReporting, one)));
  const retryFailed = vscode.l10n.t('Retry Failed');
  const showUploads = vscode.l10n.t('Show Uploads');
  const chosen =
    summary.kind === 'partly'
      ? await showWarning(partlyText(summary.uploaded, failed.length), retryFailed, showUploads)
      : await showError(failedText(failed), retryFailed, showUploads);
  if (chosen === retryFailed) await withErrorReporting('TEM Toolkit', again);
  if (chosen === showUploads) await focusView('tem.uploads');
}

/** Tells whether the message of a failure has a button that accepts it. */
function isDamaged(error: unknown): boolean {
  return error instanceof AppError && error.failure === 'damagedEntries';
}

async function offerUploaded({ showInTem }: TellUploadsDeps, uploaded: readonly UploadedPackage[]): Promise<void> {
  const showUploads = vscode.l10n.t('Show Uploads');
  const reveal = vscode.l10n.t('Reveal in Applications');
  const said = uploadedText(uploaded);
  const chosen = await showInformation(said, showUploads, reveal);
  const last = uploaded.at(-1);
  if (chosen === showUploads) await focusView('tem.uploads');
  if (chosen === reveal && last) await showInTem(last);
}

/** The rows say why, so that the message need not: but the log has to. */
async function logFailure(withErrorReporting: WithErrorReporting, { upload, error }: FailedMember): Promise<void> {
  await withErrorReporting(uploadFailed(upload.order.packageName), () => Promise.reject(error as Error), 'logOnly');
}
