import * as vscode from 'vscode';
import type { Account } from '../../core/model';
import type { Accounts } from './accounts';
import { offerSignIn } from './offerSignIn';
import { pickAccount } from './pickAccount';
import type { AccountNode } from '../../browse/nodes';
import { askModally } from '../vscode/showMessage';

/** Dependencies of signing out. */
export interface SignOutDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'remove'>;
  readonly stopSandbox: () => Promise<void>;
}

/** Makes the command that forgets the chosen account and its key. */
export function signOutCommand(deps: SignOutDeps) {
  return async (): Promise<void> => {
    const placeholder = vscode.l10n.t('Which account do you want to sign out of?');
    const account = await pickAccount(deps.accounts, placeholder);
    if (account) await signOut(deps, [account]);
    else if (!(await deps.accounts.current())) await offerSignIn();
  };
}

/** Makes the same command for the accounts of nodes; a person confirms them once. */
export function signOutAccountCommand(deps: SignOutDeps) {
  return (nodes: readonly AccountNode[]): Promise<void> =>
    signOut(
      deps,
      nodes.map(({ account }) => account),
    );
}

async function signOut(deps: SignOutDeps, accounts: readonly Account[]): Promise<void> {
  if (!(await isMeant(accounts))) return;
  for (const { id, site } of accounts) {
    if (site === 'sandbox') await deps.stopSandbox();
    else await deps.accounts.remove(id);
  }
}

async function isMeant([account, ...others]: readonly Account[]): Promise<boolean> {
  if (!account) return false;
  const signOut = vscode.l10n.t('Sign Out');
  const details = detailsOf([account, ...others]);
  if (others.length === 0) return askModally(vscode.l10n.t('Sign out of {0}?', account.name), details, signOut);
  const names = [account, ...others].map(({ name }) => name);
  return askModally(vscode.l10n.t('Sign out of {0} accounts?', names.length), [...names, '', ...details], signOut);
}

/** Says what goes with the accounts: the key of each, but of the sandbox what was uploaded to it. */
function detailsOf(accounts: readonly Account[]): readonly string[] {
  const count = accounts.filter(({ site }) => site !== 'sandbox').length;
  const details = [];
  if (count === 1)
    details.push(vscode.l10n.t('Its key is removed from this machine. Nothing changes in Tencent Cloud.'));
  if (count > 1)
    details.push(vscode.l10n.t('Their keys are removed from this machine. Nothing changes in Tencent Cloud.'));
  if (count < accounts.length)
    details.push(vscode.l10n.t('The local sandbox of this window stops, and what was uploaded to it is gone.'));
  return details;
}
