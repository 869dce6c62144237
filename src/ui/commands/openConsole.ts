import * as vscode from 'vscode';
import type { Account } from '../../core/model';
import type { Accounts } from '../accounts/accounts';
import type { Node } from '../applications/nodes';
import { parentOf } from '../applications/parentOf';
import { consoleAddress } from '../consoleAddress';
import { showInformation } from '../showMessage';

/** Whose console it is. */
export interface OpenConsoleNeeds {
  readonly accounts: Pick<Accounts, 'current'>;
  readonly signIn: () => Promise<void>;
}

/** Opens TEM in the console of the clicked row's account, or of the account in use. */
export function openConsoleCommand({ accounts, signIn }: OpenConsoleNeeds) {
  return async (clicked?: Node): Promise<void> => {
    const account = clicked ? accountOf(clicked) : await accounts.current();
    if (!account) return signIn();
    const address = consoleAddress(account.site);
    if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
    else void showInformation(vscode.l10n.t('The sandbox has no console: it is not Tencent Cloud.'));
  };
}

function accountOf(node: Node): Account | undefined {
  if ('account' in node) return node.account;
  const above = parentOf(node);
  return above && accountOf(above);
}
