import * as vscode from 'vscode';
import { AppError, type Failure } from '../../core/errors';

/** Words a failure in two or three words, for a narrow side bar; the whole sentence belongs in the tooltip. */
export function shortFailure(error: unknown, otherwise = vscode.l10n.t('Could not load')): string {
  const short = error instanceof AppError ? words[error.failure] : undefined;
  return short?.() ?? otherwise;
}

const keyRefused = () => vscode.l10n.t('Key refused');
const busy = () => vscode.l10n.t('Service is busy');
const inArrears = () => vscode.l10n.t('In arrears');

const words: Partial<Record<Failure, () => string>> = {
  notSignedIn: () => vscode.l10n.t('Signed out'),
  unknownKey: keyRefused,
  wrongKey: keyRefused,
  expiredKey: keyRefused,
  noKey: () => vscode.l10n.t('Key is gone'),
  profileUnreadable: () => vscode.l10n.t('Cannot be read'),
  machineRole: () => vscode.l10n.t('Role of a machine'),
  podRole: () => vscode.l10n.t('Role of a pod'),
  cliKeyExpired: () => vscode.l10n.t('Key has expired'),
  cliLoginEnded: () => vscode.l10n.t('Login has ended'),
  roleDenied: () => vscode.l10n.t('Role not allowed'),
  roleUnknown: () => vscode.l10n.t('No such role'),
  roleInvalid: () => vscode.l10n.t('Role is wrong'),
  roleKeyRefused: keyRefused,
  denied: () => vscode.l10n.t('No permission'),
  clockSkewed: () => vscode.l10n.t('Clock is wrong'),
  offline: () => vscode.l10n.t('Offline'),
  proxy: () => vscode.l10n.t('Proxy refused'),
  timedOut: () => vscode.l10n.t('No answer'),
  throttled: busy,
  busy,
  unsupportedRegion: () => vscode.l10n.t('Region not served'),
  certificate: () => vscode.l10n.t('Certificate refused'),
  blockedHere: () => vscode.l10n.t('Blocked on this machine'),
  blockedOnTheWay: () => vscode.l10n.t('Blocked on the way'),
  slowLine: () => vscode.l10n.t('Line is too slow'),
  overloaded: () => vscode.l10n.t('Store is busy'),
  serviceAway: () => vscode.l10n.t('Part of TEM is offline'),
  arrears: inArrears,
  isolated: inArrears,
  otherAccount: () => vscode.l10n.t("Another account's"),
  gone: () => vscode.l10n.t('File is gone'),
  changedOnDisk: () => vscode.l10n.t('File changed'),
  notResumable: () => vscode.l10n.t('Cannot be resumed'),
  alreadyLocked: () => vscode.l10n.t('In another window'),
  corrupted: () => vscode.l10n.t('Damaged on the way'),
  wrongLeft: () => vscode.l10n.t('Wrong package in the store'),
};
