import * as vscode from 'vscode';
import type { Accounts } from './accounts';

/** Keeps the context key `tem.signedIn` true while there is an account: the welcome text and menus go by it. */
export function followSignedIn(accounts: Pick<Accounts, 'list' | 'onDidChange'>): vscode.Disposable {
  const say = async () => {
    const { length } = await accounts.list();
    await vscode.commands.executeCommand('setContext', 'tem.signedIn', length > 0);
  };
  void say();
  return accounts.onDidChange(() => void say());
}
