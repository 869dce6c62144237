import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts';
import { accountOf, type Node } from '../../browse/nodes';
import { consoleAddress, consolePage } from './consoleAddress';
import { isPassed, notListed } from '../vscode/forSelectedNodes';
import { showInformation } from '../vscode/showMessage';
import type { NodeView } from '../vscode/nodeView';

/** Dependencies of opening the console: whose it is. */
export interface OpenConsoleDeps {
  readonly accounts: Pick<Accounts, 'current'>;
  readonly signIn: () => Promise<void>;
  readonly applications: Pick<NodeView<Node>, 'find' | 'selected'>;
}

/**
 * Opens the page of TEM's console that is nearest to the row, as its account sees it: the clicked one, else the only one that is
 * selected. Without a row it opens TEM for the account in use.
 */
export function openConsoleCommand({ accounts, signIn, applications }: OpenConsoleDeps) {
  return async (clicked?: unknown): Promise<void> => {
    const selected = applications.selected();
    const node = isPassed(clicked) ? applications.find(clicked) : selected.length === 1 ? selected[0] : undefined;
    // What was meant may be gone, and the account in use was not meant.
    if (!node && isPassed(clicked)) return void showInformation(notListed());
    const account = node ? accountOf(node) : await accounts.current();
    if (!account) return signIn();
    const address = consoleAddress(account.site, node ? consolePage(node) : '');
    if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
    else void showInformation(vscode.l10n.t('The local sandbox has no console.'));
  };
}
