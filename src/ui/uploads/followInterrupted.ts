import * as vscode from 'vscode';
import { runPendingCleanups, type RunPendingCleanupsDeps } from '../../core/runPendingCleanups';
import type { Accounts } from '../accounts/accounts';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { offerResume, type OfferResumeDeps } from './offerResume';

/** Dependencies of `followInterrupted`. */
export interface FollowInterruptedDeps extends OfferResumeDeps, RunPendingCleanupsDeps {
  readonly accounts: Pick<Accounts, 'list' | 'onDidChange'>;
  readonly journal: OfferResumeDeps['journal'] &
    RunPendingCleanupsDeps['journal'] & { watch(onChange: () => void): () => void };
  readonly withErrorReporting: WithErrorReporting;
  /** Tells of this window's focus, `vscode.window.onDidChangeWindowState` by default. */
  readonly onDidChangeWindowState?: vscode.Event<Pick<vscode.WindowState, 'focused'>>;
}

/**
 * Offers to go on with interrupted uploads, and cleans up after those that were given up, while somebody is signed in: now,
 * when other windows have changed something, and when this window gets the focus, since a window that was killed changes
 * nothing. Watches nothing while nobody is signed in.
 */
export function followInterrupted(deps: FollowInterruptedDeps): vscode.Disposable {
  const { accounts, journal, uploads, withErrorReporting } = deps;
  const { onDidChangeWindowState = vscode.window.onDidChangeWindowState } = deps;
  const ending = new AbortController();
  let stopWatching: (() => void) | undefined;
  let cleaning = Promise.resolve();
  const stop = (): void => {
    stopWatching?.();
    stopWatching = undefined;
  };
  const look = (): void => void withErrorReporting('TEM Toolkit', () => offerResume(deps));
  const turn = async (): Promise<void> => {
    const ids = (await accounts.list()).map(({ id }) => id);
    if (ending.signal.aborted) return;
    if (ids.length === 0) {
      stop();
      // Nobody is left who could go on with them.
      return void uploads.restore([]);
    }
    stopWatching ??= journal.watch(look);
    look();
    // Accounts may come several at once: what one of them removes, the next finds gone.
    cleaning = cleaning.then(() => runPendingCleanups(deps, ids, ending.signal));
    await cleaning;
  };
  void turn();
  return vscode.Disposable.from(
    accounts.onDidChange(({ kind }) => {
      // Which one is in use, and what it is called, is all the same to what was interrupted.
      if (kind !== 'current' && kind !== 'renamed') void turn();
    }),
    onDidChangeWindowState(({ focused }) => {
      if (focused && stopWatching) look();
    }),
    {
      dispose: () => {
        ending.abort();
        stop();
      },
    },
  );
}
