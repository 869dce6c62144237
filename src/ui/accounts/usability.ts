import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import { visible } from '../../core/visible';
import { failureReason } from '../messages/failureSentence';
import { shortFailure } from '../messages/shortFailure';
import type { Choice } from '../vscode/askChoice';

/** Usability of a key: the role it is to assume, or why it cannot be used, or neither. */
export interface Usability {
  readonly role?: string;
  readonly trouble?: AppError;
}

/** Words the usability of a key beside its choice. */
export function usabilityOf({ role, trouble }: Usability): Pick<Choice<unknown>, 'description' | 'refusal'> {
  if (trouble) return { description: [shortTrouble(trouble)], refusal: failureReason(trouble) };
  return role ? { description: [vscode.l10n.t('as the role {0}', visible(role))] } : {};
}

function shortTrouble(trouble: AppError): string {
  // Elsewhere it is the key of an account, which was there before.
  return trouble.failure === 'noKey' ? vscode.l10n.t('No key') : shortFailure(trouble);
}
