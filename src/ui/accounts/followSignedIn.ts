import type * as vscode from 'vscode';
import { setContextKey } from '../vscode/contributions';
import type { Accounts } from './accounts';

/**
 * Keeps the context key `tem.signedIn` true while there is an account: the welcome text and menus go by it. Calls
 * `onSignedIn` once, with the first account.
 */
export function followSignedIn(
  accounts: Pick<Accounts, 'list' | 'onDidChange'>,
  onSignedIn: () => void,
): vscode.Disposable {
  let wasSignedIn = false;
  const turn = async () => {
    const isSignedIn = (await accounts.list()).length > 0;
    await setContextKey('tem.signedIn', isSignedIn);
    if (isSignedIn && !wasSignedIn) onSignedIn();
    wasSignedIn ||= isSignedIn;
  };
  void turn();
  return accounts.onDidChange(() => void turn());
}
