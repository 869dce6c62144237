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

/** Tells a person that a job failed, why and what to do; resolves with whether it is to be run again. */
export async function tellFailure({ what, error, buttons: offered }: FailedJob, log: Log): Promise<'again' | 'left'> {
  const showLog = vscode.l10n.t('Show Log');
  const report = vscode.l10n.t('Report Issue…');
  const words = error instanceof AppError ? failureWords(error) : undefined;
  const again = words?.again ?? vscode.l10n.t('Try Again');
  const helps = words?.remedy;
  const remedy = helps === 'signIn' && offered === 'againSignsIn' ? undefined : helps;
  const buttons = [
    ...(remedy ? [remedies[remedy].title()] : []),
    again,
    ...(error instanceof AppError ? [] : [report]),
    showLog,
  ];
  const chosen = await showError(failureSentence(what, error), ...buttons);
  if (chosen === again) return 'again';
  if (chosen === report) await reportIssue(log, error);
  else if (chosen === showLog) log.show();
  else if (chosen && remedy) await remedies[remedy].run();
  return 'left';
}

/** Runs a remedy; resolves with whether what failed is to be run again then, or left until a person has changed something. */
export async function runRemedy(remedy: Remedy): Promise<'again' | 'left'> {
  await remedies[remedy].run();
  return remedy === 'signIn' || remedy === 'selectRegions' ? 'again' : 'left';
}

const remedies: Record<Remedy, { readonly title: () => string; readonly run: () => Thenable<unknown> }> = {
  signIn: { title: () => vscode.l10n.t('Sign In…'), run: () => runCommand('tem.signIn') },
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
