import * as vscode from 'vscode';
import type { Account } from '../../core/model';
import type { Accounts } from './accounts';
import { offerSignIn } from './offerSignIn';
import { pickAccount } from './pickAccount';
import type { AccountNode } from '../../browse/nodes';
import { askModally } from '../vscode/showMessage';

/** What signing out is made of. */
export interface SignOutDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'remove'>;
  readonly stopSandbox: () => Promise<void>;
}

/** Forgets the chosen account and its key. */
export function signOutCommand(needs: SignOutDeps) {
  return async (): Promise<void> => {
    const placeholder = vscode.l10n.t('Which account do you want to sign out of?');
    const account = await pickAccount(needs.accounts, placeholder);
    if (account) await signOut(needs, account);
    else if (!(await needs.accounts.current())) await offerSignIn();
  };
}

/** The same for the account of the clicked row. */
export function signOutAccountCommand(needs: SignOutDeps) {
  return ({ account }: AccountNode): Promise<void> => signOut(needs, account);
}

async function signOut(needs: SignOutDeps, account: Account): Promise<void> {
  if (!(await isMeant(account))) return;
  if (account.site === 'sandbox') await needs.stopSandbox();
  else await needs.accounts.remove(account.id);
}

async function isMeant({ name }: Account): Promise<boolean> {
  const signOut = vscode.l10n.t('Sign Out');
  const detail = vscode.l10n.t('Its key is removed from this machine. Nothing changes in Tencent Cloud.');
  const question = vscode.l10n.t('Sign out of {0}?', name);
  return askModally(question, [detail], signOut);
}
