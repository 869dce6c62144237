import * as vscode from 'vscode';
import type { DeployFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** Words of failures that TEM returns for changes of an application. */
export const deployWords: WordsOf<DeployFailure> = {
  deploying: () => ({
    text: vscode.l10n.t('A deployment of this application is in progress. Try again when it has finished.'),
  }),
  locked: () => ({
    text: vscode.l10n.t(
      'Another operation holds the application or its environment. Wait until it has ended, then try again.',
    ),
    withDetail: true,
  }),
  componentInstalling: () => ({
    text: vscode.l10n.t('The environment is still installing a component. Try again in a minute.'),
  }),
  repositoryNotReady: () => ({
    text: vscode.l10n.t('The image repository of the application is not ready yet. Try again in a minute.'),
  }),
  stopped: () => ({ text: vscode.l10n.t('The application is stopped. Start it, then try again.') }),
  notRunningHere: () => ({
    text: vscode.l10n.t('Nothing of this application runs in this environment. Deploy it there first.'),
  }),
  stillUsed: () => ({
    text: vscode.l10n.t(
      'This is still in use: something of it runs, has traffic, or something depends on it. Stop or remove that first.',
    ),
    withDetail: true,
  }),
  nameTaken: () => ({ text: vscode.l10n.t('The name is taken. Choose another one.'), withDetail: true }),
  notBound: () => ({
    text: vscode.l10n.t(
      'The environment lacks the registry or the APM that the application asks for. Bind it in the console, or switch it off for the application.',
    ),
    withDetail: true,
  }),
  versionRefused: () => ({
    text: vscode.l10n.t(
      'TEM does not take the form of this version. Change the setting tem.versionName, then try again.',
    ),
    remedy: 'settings',
    withDetail: true,
  }),
  versionNotLower: () => ({
    text: vscode.l10n.t('TEM takes versions in lower case only. Change the setting tem.versionName, then try again.'),
    remedy: 'settings',
  }),
  versionTooLong: () => ({
    text: vscode.l10n.t(
      'TEM takes versions of at most 128 characters. Change the setting tem.versionName, then try again.',
    ),
    remedy: 'settings',
  }),
  timedOutInside: () => ({
    text: vscode.l10n.t(
      'TEM did not finish in time, and what was to be changed may have been. Look at its state, then try again.',
    ),
    withDetail: true,
  }),
  failedInside: () => ({
    text: vscode.l10n.t(
      'A step failed inside TEM, and what was to be changed may be half done. Look at its state, then try again; if it fails once more, the support of Tencent Cloud can say why.',
    ),
    withDetail: true,
  }),
};
