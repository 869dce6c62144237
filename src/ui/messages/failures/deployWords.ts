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
      'Another operation on the application or its environment is in progress. Wait for it to finish, then try again.',
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
    text: vscode.l10n.t('The application is not running in this environment. Deploy it there first.'),
  }),
  stillUsed: () => ({
    text: vscode.l10n.t(
      'The resource is still in use: it is running, receives traffic, or other resources depend on it. Stop or delete those first.',
    ),
    withDetail: true,
  }),
  nameTaken: () => ({ text: vscode.l10n.t('The name is already in use. Enter another name.'), withDetail: true }),
  notBound: () => ({
    text: vscode.l10n.t(
      'The environment lacks the registry or the APM that the application requires. Bind one in the console, or turn it off for the application.',
    ),
    withDetail: true,
  }),
  versionRefused: () => ({
    text: vscode.l10n.t(
      'TEM does not accept the format of this version. Change the setting tem.versionName, then try again.',
    ),
    remedy: 'settings',
    withDetail: true,
  }),
  versionNotLower: () => ({
    text: vscode.l10n.t('TEM accepts lowercase versions only. Change the setting tem.versionName, then try again.'),
    remedy: 'settings',
  }),
  versionTooLong: () => ({
    text: vscode.l10n.t(
      'TEM accepts versions of at most 128 characters. Change the setting tem.versionName, then try again.',
    ),
    remedy: 'settings',
  }),
  timedOutInside: () => ({
    text: vscode.l10n.t(
      'TEM did not finish in time, and the change may have been applied. Check the status, then try again.',
    ),
    withDetail: true,
  }),
  failedInside: () => ({
    text: vscode.l10n.t(
      'The operation failed inside TEM, and the change may be incomplete. Check the status, then try again. If it fails again, contact Tencent Cloud support.',
    ),
    withDetail: true,
  }),
  imageApplication: () => ({
    text: vscode.l10n.t('This application is deployed from container images. Deploy it in the console.'),
  }),
  nothingToUndo: () => ({
    text: vscode.l10n.t(
      'The version before is not known, so there is nothing to go back to. Select a package and deploy that.',
    ),
  }),
  nothingRuns: () => ({
    text: vscode.l10n.t(
      'This deployment is no longer running, so it cannot be undone. Deploy the version before instead.',
    ),
  }),
  alreadyContinued: () => ({
    text: vscode.l10n.t('No batch is waiting: someone else continued or undid the deployment. Check its status.'),
  }),
  planOutdated: () => ({
    text: vscode.l10n.t(
      'Another version was deployed in the meantime, so this deployment did not start. Check the new plan, then deploy.',
    ),
  }),
  packageGone: () => ({ text: vscode.l10n.t('The package no longer exists in COS. Upload it again, then deploy it.') }),
  packageUnknown: () => ({
    text: vscode.l10n.t('The place of the package in COS is not known. Refresh the view, then deploy it again.'),
  }),
};
