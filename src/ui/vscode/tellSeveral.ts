import * as vscode from 'vscode';
import { byReason } from '../messages/byReason';
import { failureSentence } from '../messages/failureSentence';
import { tryAgainAfter, type WithErrorReporting } from './errorReporter';
import { showError } from './showMessage';

/** Jobs that failed together: `what` they were, in the sentence that tells of them, and how all of them are run again. */
export interface FailedJobs {
  readonly what: string;
  readonly failed: readonly FailedOne[];
  readonly again: () => Promise<void>;
}

/** One of several jobs that failed; `name` is of what it was for. */
export interface FailedOne {
  readonly name: string;
  readonly error: unknown;
}

const maxNamed = 3;

/** Tells in one message that jobs failed: a reason that they share once with what helps, else each reason with their names. */
export async function tellSeveral(withErrorReporting: WithErrorReporting, jobs: FailedJobs): Promise<void> {
  const { what, failed, again } = jobs;
  const [alike, ...others] = byReason(failed);
  const [first] = alike ?? [];
  if (!alike || !first) return;
  if (others.length === 0) {
    await withErrorReporting(what, tryAgainAfter(first.error, again));
    return;
  }
  await Promise.all(
    failed.map(({ name, error }) => withErrorReporting(name, () => Promise.reject(error as Error), 'logOnly')),
  );
  const reasons = [alike, ...others].map((group) => reasonOf(group));
  const tryAgain = vscode.l10n.t('Try Again');
  const chosen = await showError([vscode.l10n.t('{0}.', what), ...reasons].join(' '), tryAgain);
  if (chosen === tryAgain) await withErrorReporting(what, again);
}

function reasonOf(alike: readonly FailedOne[]): string {
  const names = alike.slice(0, maxNamed).map(({ name }) => name);
  const more = alike.length - names.length;
  const named = more > 0 ? [...names, vscode.l10n.t('… and {0} more', more)] : names;
  return failureSentence(named.join(', '), alike[0]?.error);
}
