import * as vscode from 'vscode';
import type { AppError } from '../../core/errors';
import { siteName } from '../accounts/siteName';
import type { AccountNode } from './nodes';

/** How an account's row stands: whether uploads use it (of several), and why its key is refused. */
export interface AccountMarks {
  readonly isCurrent: boolean;
  readonly complaint: AppError | undefined;
}

/** The row of an account. */
export function accountItem({ account }: AccountNode, { isCurrent, complaint }: AccountMarks): vscode.TreeItem {
  const item = new vscode.TreeItem(account.name, vscode.TreeItemCollapsibleState.Expanded);
  item.iconPath = icon(account.site === 'sandbox', !!complaint);
  const site = siteName(account.site);
  const inUse = isCurrent ? [vscode.l10n.t('in use')] : [];
  const refused = complaint ? [vscode.l10n.t('sign in again')] : [];
  item.description = [site, ...inUse, ...refused].join(' · ');
  const used = isCurrent ? [vscode.l10n.t('Used for uploads')] : [];
  item.tooltip = [account.name, site, ...used].join('\n');
  item.contextValue = account.site === 'sandbox' ? 'account sandbox' : 'account';
  item.accessibilityInformation = {
    label: [
      vscode.l10n.t('Account {0}, {1}.', account.name, site),
      ...(isCurrent ? [vscode.l10n.t('Uploads use it.')] : []),
      ...(complaint ? [vscode.l10n.t('Its key is refused: sign in again.')] : []),
    ].join(' '),
  };
  return item;
}

function icon(isSandbox: boolean, isRefused: boolean): vscode.ThemeIcon {
  if (isRefused) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  return new vscode.ThemeIcon(isSandbox ? 'beaker' : 'account');
}
