import * as vscode from 'vscode';
import { AppError, type Failure } from '../../core/errors';

/** Words a failure in two or three words, for a narrow side bar; the whole sentence belongs in the tooltip. */
export function shortFailure(error: unknown, otherwise = vscode.l10n.t('Could not load')): string {
  const short = error instanceof AppError ? words[error.failure] : undefined;
  return short?.() ?? otherwise;
}

const keyRefused = () => vscode.l10n.t('Key rejected');
const busy = () => vscode.l10n.t('Service is busy');
const inArrears = () => vscode.l10n.t('In arrears');

const words: Partial<Record<Failure, () => string>> = {
  notSignedIn: () => vscode.l10n.t('Signed out'),
  unknownKey: keyRefused,
  wrongKey: keyRefused,
  expiredKey: keyRefused,
  noKey: () => vscode.l10n.t('Key not found'),
  profileUnreadable: () => vscode.l10n.t('Cannot be read'),
  machineRole: () => vscode.l10n.t('Machine role not supported'),
  podRole: () => vscode.l10n.t('Pod role not supported'),
  cliKeyExpired: () => vscode.l10n.t('Key expired'),
  cliLoginEnded: () => vscode.l10n.t('Login expired'),
  roleDenied: () => vscode.l10n.t('Role not allowed'),
  roleUnknown: () => vscode.l10n.t('Role not found'),
  roleInvalid: () => vscode.l10n.t('Invalid role settings'),
  roleKeyRefused: keyRefused,
  denied: () => vscode.l10n.t('No permission'),
  clockSkewed: () => vscode.l10n.t('Clock is out of sync'),
  offline: () => vscode.l10n.t('Offline'),
  proxy: () => vscode.l10n.t('Proxy rejected the connection'),
  timedOut: () => vscode.l10n.t('No response'),
  throttled: busy,
  busy,
  unsupportedRegion: () => vscode.l10n.t('Region not supported'),
  certificate: () => vscode.l10n.t('Certificate not trusted'),
  blockedHere: () => vscode.l10n.t('Blocked on this machine'),
  blockedOnTheWay: () => vscode.l10n.t('Blocked by the network'),
  slowLine: () => vscode.l10n.t('Network is too slow'),
  overloaded: () => vscode.l10n.t('COS is busy'),
  serviceAway: () => vscode.l10n.t('TEM service offline'),
  arrears: inArrears,
  isolated: inArrears,
  otherAccount: () => vscode.l10n.t('Belongs to another account'),
  gone: () => vscode.l10n.t('File not found'),
  damagedEntries: () => vscode.l10n.t('Damaged inside'),
  changedOnDisk: () => vscode.l10n.t('File changed'),
  notResumable: () => vscode.l10n.t('Cannot be resumed'),
  alreadyLocked: () => vscode.l10n.t('In another window'),
  corrupted: () => vscode.l10n.t('Damaged in transit'),
  wrongLeft: () => vscode.l10n.t('Wrong package in COS'),
};
