import * as vscode from 'vscode';
import { AppError } from '../core/errors';
import { failureWords } from './failureWords';
import { plainText } from './plainText';

/** The whole sentence for a failure: what failed, why, the service's words where they help, the RequestId. */
export function failureSentence(what: string, error: unknown): string {
  if (!(error instanceof AppError)) {
    return plainText(vscode.l10n.t('{0}: something went wrong inside this extension. See the log.', what));
  }
  const { text, withDetail } = failureWords(error);
  const why = withDetail && error.detail ? vscode.l10n.t('{0} ({1})', text, error.detail) : text;
  const said = error.requestId
    ? vscode.l10n.t('{0}: {1} RequestId: {2}', what, why, error.requestId)
    : vscode.l10n.t('{0}: {1}', what, why);
  return plainText(said);
}
