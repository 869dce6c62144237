import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { visible } from '../../core/visible';
import { withoutSecrets } from '../../core/withoutSecrets';
import { showError } from './showMessage';
import { KeyFailures } from './keyFailures';
import type { Buttons, Chosen, FailedJob, TellFailureDeps } from './tellFailure';
import type { Log } from './log';

const maxSaidLength = 4000;

/** End of a job. A person who cancels wants nothing more said of it. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Runs `job`; when it fails, tells the person that `what` failed, why and what to do, and offers to run it again. Resolves with
 * the outcome of the last run, and never rejects.
 */
export type WithErrorReporting = <T>(what: string, job: () => T | Promise<T>, buttons?: Buttons) => Promise<Outcome<T>>;

/** Makes the `withErrorReporting` of this window; each failure is written to the log once. */
export function createErrorReporter(deps: TellFailureDeps): WithErrorReporting {
  const { log } = deps;
  const written = new WeakSet<object>();
  const keyFailures = new KeyFailures();
  deps.onDidRenewKey((accountId) => keyFailures.noteRenewal(accountId));
  return async (what, job, buttons = 'remedyToo') => {
    for (;;) {
      const beganAt = performance.now();
      const outcome = await outcomeOf(job);
      if (outcome.kind !== 'failed') return outcome;
      const { error } = outcome;
      // A failure that is shown once more has not happened once more.
      const isNew = !(error instanceof Error && written.has(error));
      if (isNew) write(error, log);
      if (error instanceof Error) written.add(error);
      if (buttons === 'logOnly') return outcome;
      // Whoever asks for one to be shown once more wants to see it now.
      const askedAt = (isNew && error instanceof AppError && error.askedAt) || beganAt;
      const failure = { error, beganAt: Math.min(beganAt, askedAt), askedAt };
      const telling = await outcomeOf(() => keyFailures.tellOnce(failure, () => tell({ what, error, buttons }, deps)));
      if (telling.kind === 'failed') write(telling.error, log);
      if (telling.kind !== 'done' || telling.value !== 'again') return outcome;
    }
  };
}

/** Runs `job` and catches what it throws: the one place that does. */
export async function outcomeOf<T>(job: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await job() };
  } catch (error) {
    const isCancelled = error instanceof AppError && error.failure === 'cancelled';
    return isCancelled ? { kind: 'cancelled' } : { kind: 'failed', error };
  }
}

/** Makes a job that fails with `error` when it is run first, and runs `job` when it is tried again. */
export function tryAgainAfter<T>(error: unknown, job: () => Promise<T>): () => Promise<T> {
  let isFirst = true;
  return async () => {
    if (!isFirst) return job();
    isFirst = false;
    throw error as Error;
  };
}

function write(error: unknown, log: Log): void {
  if (error instanceof AppError) {
    return log.error(error.message + (error.requestId ? ` (RequestId ${error.requestId})` : ''));
  }
  const said = String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  // Its message may have line ends of others: only what stands behind it are lines of ours.
  const frames = stack.startsWith(said) ? stack.slice(said.length).split('\n').slice(1) : [];
  log.error(
    withoutSecrets(visible(said, maxSaidLength)),
    frames.map((frame) => `    ${frame.trim()}`),
  );
}

/** The words for failures are many, and loaded with the first. */
async function tell(failed: FailedJob, deps: TellFailureDeps): Promise<Chosen> {
  if (isFileMissing(failed.error)) return tellOutdated();
  const words = await import(/* webpackChunkName: "failures" */ './tellFailure').catch(() => undefined);
  return words ? words.tellFailure(failed, deps) : tellOutdated();
}

/** Tells whether a bundle of ours could not be loaded, as Node.js says it. */
function isFileMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
}

/** An update has taken away the files of the version that runs. */
async function tellOutdated(): Promise<Chosen> {
  const reload = vscode.l10n.t('Reload Window');
  const said = vscode.l10n.t(
    'TEM Toolkit can no longer read its own files, which may be due to an update. Reload the window.',
  );
  if ((await showError(said, reload)) === reload) {
    await vscode.commands.executeCommand('workbench.action.reloadWindow');
  }
  return 'left';
}
