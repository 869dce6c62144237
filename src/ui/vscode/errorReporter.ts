import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { failureSentence } from '../messages/failureSentence';
import { failureWords, type Remedy } from '../messages/failureWords';
import { showError } from './showMessage';
import type { Log } from './log';

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

/** Remedies to offer: every one that the failure has, or none that only does what trying again does. */
export type Buttons = 'remedyToo' | 'againSignsIn';

/** Makes the `withErrorReporting` of this window; each failure is written to `log` once. */
export function createErrorReporter(log: Log): WithErrorReporting {
  const written = new WeakSet<object>();
  return async (what, job, buttons = 'remedyToo') => {
    for (;;) {
      const outcome = await outcomeOf(job);
      if (outcome.kind !== 'failed') return outcome;
      const { error } = outcome;
      // A failure that is shown once more has not happened once more.
      if (!(error instanceof Error && written.has(error))) write(error, log);
      if (error instanceof Error) written.add(error);
      if ((await tell(what, error, buttons, log)) !== 'again') return outcome;
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
  return () => {
    if (!isFirst) return job();
    isFirst = false;
    return Promise.reject(error);
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
    said,
    frames.map((frame) => `    ${frame.trim()}`),
  );
}

async function tell(what: string, error: unknown, offered: Buttons, log: Log): Promise<'again' | 'left'> {
  const again = vscode.l10n.t('Try Again');
  const showLog = vscode.l10n.t('Show Log');
  const helps = error instanceof AppError ? failureWords(error).remedy : undefined;
  const remedy = helps === 'signIn' && offered === 'againSignsIn' ? undefined : helps;
  const buttons = [...(remedy ? [remedies[remedy].title()] : []), again, showLog];
  const chosen = await showError(failureSentence(what, error), ...buttons);
  if (chosen === again) return 'again';
  if (chosen === showLog) log.show();
  else if (chosen && remedy) await remedies[remedy].run();
  return 'left';
}

const remedies: Record<Remedy, { readonly title: () => string; readonly run: () => Thenable<unknown> }> = {
  signIn: { title: () => vscode.l10n.t('Sign In…'), run: () => vscode.commands.executeCommand('tem.signIn') },
  selectRegions: {
    title: () => vscode.l10n.t('Select Regions…'),
    run: () => vscode.commands.executeCommand('tem.selectRegions'),
  },
  settings: {
    title: () => vscode.l10n.t('Open Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'tem.'),
  },
  proxySettings: {
    title: () => vscode.l10n.t('Proxy Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'http.proxy'),
  },
  certificateSettings: {
    title: () => vscode.l10n.t('Certificate Settings'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'http.systemCertificates'),
  },
};
