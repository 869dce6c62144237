import * as vscode from 'vscode';
import type { Account } from '../../core/model';
import { askChoice } from '../vscode/askChoice';
import type { Accounts } from './accounts';
import { siteName } from '../messages/siteName';

/** Lets a person choose an account; the only one there is needs no question; `undefined` when closed or signed out. */
export async function pickAccount(
  accounts: Pick<Accounts, 'list' | 'current'>,
  placeholder: string,
): Promise<Account | undefined> {
  const all = await accounts.list();
  if (all.length < 2) return all[0];
  const current = await accounts.current();
  const choices = all.map((account) => ({
    label: account.name,
    description: [siteName(account.site), account.id === current?.id ? vscode.l10n.t('in use') : ''],
    value: account,
  }));
  const chosen = all.find(({ id }) => id === current?.id);
  return (await askChoice({ title: vscode.l10n.t('TEM accounts'), placeholder, choices, chosen })).value;
}
