import * as vscode from 'vscode';
import type { Accounts } from '../accounts/accounts';
import { accountOf, type Node } from '../../browse/nodes';
import { consoleAddress } from './consoleAddress';
import { showInformation } from '../vscode/showMessage';
import type { Rows } from '../vscode/onRow';

/** Whose console it is. */
export interface OpenConsoleDeps {
  readonly accounts: Pick<Accounts, 'current'>;
  readonly signIn: () => Promise<void>;
  /** Those of the Applications view. */
  readonly rows: Rows<Node>;
}

/** Opens TEM in the console of the clicked row's account, or of the account in use. */
export function openConsoleCommand({ accounts, signIn, rows }: OpenConsoleDeps) {
  return async (clicked?: unknown): Promise<void> => {
    const row = rows.find(clicked);
    const account = row ? accountOf(row) : await accounts.current();
    if (!account) return signIn();
    const address = consoleAddress(account.site);
    if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
    else void showInformation(vscode.l10n.t('The sandbox has no console: it is not Tencent Cloud.'));
  };
}
