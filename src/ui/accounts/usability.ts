import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import { visible } from '../../core/visible';
import { failureWords } from '../failureWords';
import { shortFailure } from '../shortFailure';
import type { Choice } from '../input/askChoice';

/** Whether a key can be used: the role it is to assume, or why it cannot, or neither. */
export interface Usability {
  readonly role?: string;
  readonly trouble?: AppError;
}

/** What a row to choose a key by says of it. */
export function usabilityOf({ role, trouble }: Usability): Pick<Choice<unknown>, 'description' | 'refusal'> {
  if (trouble) return { description: [shortTrouble(trouble)], refusal: refusalOf(trouble) };
  return role ? { description: [vscode.l10n.t('as the role {0}', visible(role))] } : {};
}

function shortTrouble(trouble: AppError): string {
  // Elsewhere it is the key of an account, which was there before.
  return trouble.failure === 'noKey' ? vscode.l10n.t('No key') : shortFailure(trouble);
}

/** Why a key cannot be used, and what to do: whole sentences. */
export function refusalOf(trouble: AppError): string {
  const { text, withDetail } = failureWords(trouble);
  return withDetail && trouble.detail ? vscode.l10n.t('{0} ({1})', text, trouble.detail) : text;
}
