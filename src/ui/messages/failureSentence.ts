import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { visible } from '../../core/visible';
import { failureWords } from './failureWords';

/** Words a failure as a whole sentence: what failed, why, the service's words where they help, the RequestId. */
export function failureSentence(what: string, error: unknown): string {
  // A long name in it must not crowd out the reason.
  const lead = visible(what);
  if (!(error instanceof AppError)) {
    return vscode.l10n.t('{0}: an internal error occurred in TEM Toolkit. See the log.', lead);
  }
  const why = failureReason(error);
  const said = error.requestId
    ? vscode.l10n.t('{0}: {1} RequestId: {2}', lead, why, error.requestId)
    : vscode.l10n.t('{0}: {1}', lead, why);
  return said;
}

/** Words why something failed and what to do now, with the service's words where they help: whole sentences. */
export function failureReason(error: AppError): string {
  const { text, withDetail } = failureWords(error);
  return withDetail && error.detail ? vscode.l10n.t('{0} ({1})', text, error.detail) : text;
}
