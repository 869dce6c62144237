import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import { siteName } from '../messages/siteName';
import { failureSentence } from '../messages/failureSentence';
import { failureWords } from '../messages/failureWords';
import { shortFailure } from '../messages/shortFailure';
import type { AccountNode } from '../../browse/nodes';
import { treeRow } from '../vscode/treeRow';

/** Marks of an account: whether uploads use it (of several), and why its key is refused. */
export interface AccountMarks {
  readonly isCurrent: boolean;
  readonly complaint: AppError | undefined;
}

/** Draws an account. */
export function accountItem({ account }: AccountNode, { isCurrent, complaint }: AccountMarks): vscode.TreeItem {
  const isSandbox = account.site === 'sandbox';
  const site = siteName(account.site);
  return treeRow({
    label: account.name,
    description: [site, isCurrent ? vscode.l10n.t('in use') : '', complaint ? hint(complaint) : ''],
    tooltip: () => [account.name, site, ...(isCurrent ? [vscode.l10n.t('Used for uploads')] : []), ...why(complaint)],
    spoken: [
      vscode.l10n.t('Account {0}, {1}.', account.name, site),
      ...(isCurrent ? [vscode.l10n.t('Uploads use this account.')] : []),
      ...(complaint ? [vscode.l10n.t('The key cannot be used: {0}.', hint(complaint))] : []),
    ].join(' '),
    icon: icon(isSandbox, !!complaint),
    contextValue: isSandbox ? 'account sandbox' : 'account',
    state: vscode.TreeItemCollapsibleState.Expanded,
  });
}

/** Words in whole what is wrong with the key. */
function why(complaint: AppError | undefined): readonly string[] {
  return complaint ? [failureSentence(vscode.l10n.t('The key cannot be used'), complaint)] : [];
}

/** Words what helps in two or three words; where that is not to sign in again, what is wrong. */
function hint(complaint: AppError): string {
  return failureWords(complaint).remedy === 'signIn' ? vscode.l10n.t('sign in again') : shortFailure(complaint);
}

function icon(isSandbox: boolean, isRefused: boolean): vscode.ThemeIcon {
  if (isRefused) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(isSandbox ? 'beaker' : 'account');
}
