import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts';
import { accountOf, type Node } from '../../browse/nodes';
import { consoleAddress } from './consoleAddress';
import { isPassed, notListed } from '../vscode/forSelectedNodes';
import { showInformation } from '../vscode/showMessage';
import type { NodeView } from '../vscode/nodeView';

/** Dependencies of opening the console: whose it is. */
export interface OpenConsoleDeps {
  readonly accounts: Pick<Accounts, 'current'>;
  readonly signIn: () => Promise<void>;
  readonly applications: Pick<NodeView<Node>, 'find'>;
}

/** Opens TEM in the console of the clicked row's account, or of the account in use. */
export function openConsoleCommand({ accounts, signIn, applications }: OpenConsoleDeps) {
  return async (clicked?: unknown): Promise<void> => {
    const node = applications.find(clicked);
    // What was meant may be gone, and the account in use was not meant.
    if (!node && isPassed(clicked)) return void showInformation(notListed());
    const account = node ? accountOf(node) : await accounts.current();
    if (!account) return signIn();
    const address = consoleAddress(account.site);
    if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
    else void showInformation(vscode.l10n.t('The sandbox has no console: it is not Tencent Cloud.'));
  };
}
