import type * as vscode from 'vscode';
import { onFirstUse } from '../../core/onFirstUse';
import { setContextKey } from '../vscode/contributions';
import type { WithErrorReporting } from '../vscode/errorReporter';
import type { Accounts } from './accounts';

/** Dependencies of `followSignedIn`. */
export interface FollowSignedInDeps {
  readonly accounts: Pick<Accounts, 'list' | 'onDidChange'>;
  readonly withErrorReporting: WithErrorReporting;
}

/**
 * Keeps the context key `tem.signedIn` true while there is an account: the welcome text and menus go by it. Runs
 * `onSignedIn` once, with the first account; where it fails, again with the next change.
 */
export function followSignedIn(
  { accounts, withErrorReporting }: FollowSignedInDeps,
  onSignedIn: () => Promise<void>,
): vscode.Disposable {
  const begin = onFirstUse(onSignedIn);
  let isOver = false;
  const turn = async () => {
    const isSignedIn = (await accounts.list()).length > 0;
    if (isOver) return;
    await setContextKey('tem.signedIn', isSignedIn);
    if (isSignedIn) void withErrorReporting('TEM Toolkit', begin);
  };
  void turn();
  const listening = accounts.onDidChange(() => void turn());
  return {
    dispose: () => {
      isOver = true;
      listening.dispose();
    },
  };
}
