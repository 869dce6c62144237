import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import { visible } from '../../core/visible';
import { failureReason } from '../messages/failureSentence';
import { shortFailure } from '../messages/shortFailure';
import type { Choice } from '../vscode/askChoice';

/** Whether a key can be used: the role it is to assume, or why it cannot, or neither. */
export interface Usability {
  readonly role?: string;
  readonly trouble?: AppError;
}

/** What a row to choose a key by says of it. */
export function usabilityOf({ role, trouble }: Usability): Pick<Choice<unknown>, 'description' | 'refusal'> {
  if (trouble) return { description: [shortTrouble(trouble)], refusal: failureReason(trouble) };
  return role ? { description: [vscode.l10n.t('as the role {0}', visible(role))] } : {};
}

function shortTrouble(trouble: AppError): string {
  // Elsewhere it is the key of an account, which was there before.
  return trouble.failure === 'noKey' ? vscode.l10n.t('No key') : shortFailure(trouble);
}
