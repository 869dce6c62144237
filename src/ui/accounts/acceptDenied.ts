import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import { failureSentence } from '../messages/failureSentence';
import { showError } from '../vscode/showMessage';

/**
 * Asks whether to sign in with a key that is genuine but may not list applications: it may still upload, so that is for
 * the person to decide.
 */
export async function acceptDenied(error: AppError): Promise<boolean> {
  const anyway = vscode.l10n.t('Sign In Anyway');
  const sentence = failureSentence(vscode.l10n.t('Could not sign in'), error);
  const then = vscode.l10n.t('The key may still upload to an application whose ID you enter.');
  return (await showError(`${sentence} ${then}`, anyway)) === anyway;
}
