import * as vscode from 'vscode';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { Accounts } from '../accounts/accounts';
import type { WithErrorReporting } from '../vscode/errorReporter';

/** Dependencies of `restoreDeployments`. */
export interface RestoreDeploymentsDeps {
  readonly accounts: Pick<Accounts, 'list' | 'onDidChange'>;
  readonly board: Pick<RolloutBoard, 'setAccounts' | 'restore'>;
  /** Tells whether the service of an account ends with this window: no other one can go on there. */
  readonly endsWithWindow: (accountId: string) => Promise<boolean>;
  readonly withErrorReporting: WithErrorReporting;
  /** Tells of this window's focus, `vscode.window.onDidChangeWindowState` by default. */
  readonly onDidChangeWindowState?: vscode.Event<Pick<vscode.WindowState, 'focused'>>;
}

/**
 * Goes on with the deployments of windows that are gone, for the accounts that are signed in; those of accounts that are not are
 * no longer followed. `first` resolves once that is so for the first time; it never rejects.
 */
export function restoreDeployments(
  deps: RestoreDeploymentsDeps,
): vscode.Disposable & { readonly first: Promise<unknown> } {
  const { accounts, board, endsWithWindow, withErrorReporting } = deps;
  const { onDidChangeWindowState = vscode.window.onDidChangeWindowState } = deps;
  const turn = async (): Promise<void> => {
    const signedIn = (await accounts.list()).map(({ id }) => id);
    const own = await Promise.all(signedIn.map(endsWithWindow));
    await board.setAccounts({ signedIn, shared: signedIn.filter((_, at) => !own[at]) });
  };
  // One after the other: the last to be told are those that there are now.
  let turning: Promise<unknown> = Promise.resolve();
  const turnNext = (): Promise<unknown> => (turning = turning.then(() => withErrorReporting('TEM Toolkit', turn)));
  const listening = vscode.Disposable.from(
    accounts.onDidChange(({ kind }) => {
      if (kind === 'added' || kind === 'removed') void turnNext();
    }),
    onDidChangeWindowState(({ focused }) => {
      if (focused) void withErrorReporting('TEM Toolkit', () => board.restore());
    }),
  );
  return { first: turnNext(), dispose: () => void listening.dispose() };
}
