import * as vscode from 'vscode';
import type { Accounts } from './accounts';
import { pickAccount } from './pickAccount';
import type { Account } from '../../core/model';
import type { AccountNode } from '../../browse/nodes';
import { showInformation } from '../vscode/showMessage';

/** Dependencies of switching accounts. */
export interface SwitchAccountDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'use'>;
  readonly signIn: () => Promise<void>;
}

/** Makes the chosen account the one that uploads use. */
export function switchAccountCommand(deps: SwitchAccountDeps) {
  return async (): Promise<void> => {
    if ((await deps.accounts.list()).length === 0) return deps.signIn();
    const placeholder = vscode.l10n.t('Which account do you want to use for uploads?');
    const account = await pickAccount(deps.accounts, placeholder);
    if (account) await useAccount(deps, account);
  };
}

/** Makes the same command for the account of a node. */
export function useAccountCommand(deps: Pick<SwitchAccountDeps, 'accounts'>) {
  return ({ account }: AccountNode): Promise<void> => useAccount(deps, account);
}

async function useAccount({ accounts }: Pick<SwitchAccountDeps, 'accounts'>, { id, name }: Account): Promise<void> {
  await accounts.use(id);
  void showInformation(vscode.l10n.t('Uploads now use {0}', name));
}
