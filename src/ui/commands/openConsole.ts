import * as vscode from 'vscode';
import type { Site } from '../../core/model';
import type { Accounts } from '../accounts/accounts';
import type { Node } from '../applications/nodes';

const consoles: Record<Site, string | undefined> = {
  china: 'https://console.cloud.tencent.com/tem',
  international: 'https://console.tencentcloud.com/tem',
  sandbox: undefined,
};

/** Whose console it is. */
export interface OpenConsoleNeeds {
  readonly accounts: Pick<Accounts, 'current'>;
  readonly signIn: () => Promise<void>;
}

/** Opens TEM in the console of the clicked row's account, or of the account in use. */
export function openConsoleCommand({ accounts, signIn }: OpenConsoleNeeds) {
  return async (clicked?: Node): Promise<void> => {
    const account = clicked && 'account' in clicked ? clicked.account : await accounts.current();
    if (!account) return signIn();
    const address = consoles[account.site];
    if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
    else
      void vscode.window.showInformationMessage(vscode.l10n.t('The sandbox has no console: it is not Tencent Cloud.'));
  };
}
