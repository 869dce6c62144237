import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { failureSentence } from '../messages/failureSentence';
import { failureWords, type Remedy } from '../messages/failureWords';
import { runCommand } from './contributions';
import type { Log } from './log';
import { openSettings, ownSettings } from './openSettings';
import { reportIssue } from './reportIssue';
import { showError } from './showMessage';

/**
 * Remedies to offer: every one that the failure has, or none that only does what trying again does. `logOnly`: the caller tells
 * of the failure, and it is only written to the log.
 */
export type Buttons = 'remedyToo' | 'againSignsIn' | 'logOnly';

/** A job that failed: `what` it was, in the sentence that tells of it. */
export interface FailedJob {
  readonly what: string;
  readonly error: unknown;
  readonly buttons: Buttons;
}

/** Dependencies of telling: `onDidRenewKey` fires with the id of an account that has another key. */
export interface TellFailureDeps {
  readonly log: Log;
  readonly onDidRenewKey: vscode.Event<string>;
}

/** Answer of a person to a job that failed: it is run again, or left. */
export type Chosen = 'again' | 'left';

/**
 * Tells a person that a job failed, why and what to do; resolves with whether it is to be run again. A job that failed by the key
 * of an account is, as soon as that is renewed, wherever it is.
 */
export async function tellFailure(job: FailedJob, { log, onDidRenewKey }: TellFailureDeps): Promise<Chosen> {
  const accountId = job.error instanceof AppError ? job.error.accountId : undefined;
  if (accountId === undefined || remedyOf(job) !== 'signIn') return ask(job, log);
  let stopListening = (): void => undefined;
  const renewed = new Promise<Chosen>((resolve) => {
    const listening = onDidRenewKey((id) => id === accountId && resolve('again'));
    stopListening = () => void listening.dispose();
  });
  return Promise.race([renewed, ask(job, log, accountId)]).finally(stopListening);
}

function remedyOf({ error, buttons }: FailedJob): Remedy | undefined {
  const helps = error instanceof AppError ? failureWords(error).remedy : undefined;
  return helps === 'signIn' && buttons === 'againSignsIn' ? undefined : helps;
}

async function ask(job: FailedJob, log: Log, accountId?: string): Promise<Chosen> {
  const { what, error } = job;
  const words = error instanceof AppError ? failureWords(error) : undefined;
  const again = words?.again ?? vscode.l10n.t('Try Again');
  const showLog = vscode.l10n.t('Show Log');
  const report = vscode.l10n.t('Report Issue…');
  const remedy = remedyOf(job);
  const buttons = [...(remedy ? [remedies[remedy].title()] : []), again, ...(words ? [] : [report]), showLog];
  const chosen = await showError(failureSentence(what, error), ...buttons);
  if (chosen === again) return 'again';
  if (chosen === report) await reportIssue(log, error);
  else if (chosen === showLog) log.show();
  else if (chosen && remedy) await remedies[remedy].run(accountId);
  return 'left';
}

/**
 * Runs a remedy for what failed with an account; resolves with whether that is to be run again, or left until a person has
 * changed something.
 */
export async function runRemedy(
  remedy: Remedy,
  { accountId, onDidRenewKey }: { readonly accountId: string; readonly onDidRenewKey: vscode.Event<string> },
): Promise<Chosen> {
  let isRenewed = false;
  const listening = onDidRenewKey((id) => (isRenewed ||= id === accountId));
  try {
    await remedies[remedy].run(accountId);
  } finally {
    listening.dispose();
  }
  return isRenewed || remedy === 'selectRegions' ? 'again' : 'left';
}

const remedies: Record<
  Remedy,
  { readonly title: () => string; readonly run: (accountId?: string) => Thenable<unknown> }
> = {
  signIn: {
    title: () => vscode.l10n.t('Sign In…'),
    run: (accountId) => (accountId === undefined ? runCommand('tem.signIn') : runCommand('tem.signInAgain', accountId)),
  },
  selectRegions: {
    title: () => vscode.l10n.t('Select Regions…'),
    run: () => runCommand('tem.selectRegions'),
  },
  settings: {
    title: () => vscode.l10n.t('Open Settings'),
    run: () => openSettings(ownSettings),
  },
  settingsFile: {
    title: () => vscode.l10n.t('Open Settings (JSON)'),
    run: () => vscode.commands.executeCommand('workbench.action.openSettingsJson'),
  },
  proxySettings: {
    title: () => vscode.l10n.t('Proxy Settings'),
    run: () => openSettings('http.proxy'),
  },
  certificateSettings: {
    title: () => vscode.l10n.t('Certificate Settings'),
    run: () => openSettings('http.systemCertificates'),
  },
};
