import * as vscode from 'vscode';
import type { AppError, Failure } from '../core/errors';
import { roleWords } from './failures/roleWords';

/** A button that helps, beside Try Again and Show Log. */
export type Remedy = 'signIn' | 'selectRegions' | 'proxySettings' | 'settings';

/** What a person reads of one failure. */
export interface FailureWords {
  /** Why it failed and what to do now, as whole sentences. */
  readonly text: string;
  readonly remedy?: Remedy;
  /** Whether the service's own words add something for a person. */
  readonly withDetail?: true;
}

/** What a person reads of a failure, in their language. */
export function failureWords(error: AppError): FailureWords {
  return words[error.failure]();
}

const words: Record<Failure, () => FailureWords> = {
  ...roleWords,
  notSignedIn: () => ({
    text: vscode.l10n.t('You are not signed in to this account any more. Sign in again.'),
    remedy: 'signIn',
  }),
  unknownKey: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud does not know this SecretId. Check that it is complete, enabled and of this site.',
    ),
    remedy: 'signIn',
  }),
  wrongKey: () => ({
    text: vscode.l10n.t('The SecretKey does not belong to this SecretId. Copy the key again.'),
    remedy: 'signIn',
  }),
  expiredKey: () => ({
    text: vscode.l10n.t('The temporary key has expired or its token is wrong. Get a new one and sign in again.'),
    remedy: 'signIn',
  }),
  clockSkewed: () => ({
    text: vscode.l10n.t('The clock of this machine is off by more than 5 minutes. Set it and try again.'),
  }),
  denied: () => ({
    text: vscode.l10n.t(
      'This account lacks the permission. Ask its administrator for it (QcloudTEMFullAccess has it).',
    ),
    withDetail: true,
  }),
  offline: () => ({
    text: vscode.l10n.t('The server cannot be reached. Check the network connection and try again.'),
    withDetail: true,
  }),
  proxy: () => ({
    text: vscode.l10n.t('The proxy refused the connection. Check the proxy settings of VS Code.'),
    remedy: 'proxySettings',
    withDetail: true,
  }),
  timedOut: () => ({ text: vscode.l10n.t('The server stopped answering. Try again in a moment.') }),
  throttled: () => ({
    text: vscode.l10n.t('Too many requests to Tencent Cloud. Try again in a minute.'),
  }),
  busy: () => ({ text: vscode.l10n.t('Tencent Cloud is busy. Try again in a moment.'), withDetail: true }),
  unsupportedRegion: () => ({
    text: vscode.l10n.t('TEM does not serve this region. Choose other regions.'),
    remedy: 'selectRegions',
  }),
  notFound: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud cannot find this. Refresh the view and look again; check the id and the region where you typed them.',
    ),
    withDetail: true,
  }),
  applicationOffline: () => ({
    text: vscode.l10n.t('The application is offline in TEM. Bring it online in the console, then try again.'),
  }),
  deploying: () => ({
    text: vscode.l10n.t('A deployment of this application is in progress. Try again when it has finished.'),
  }),
  invalid: () => ({ text: vscode.l10n.t('A value was refused. Correct it and try again.'), withDetail: true }),
  badVersion: () => ({
    text: vscode.l10n.t(
      'The setting tem.versionName makes a version that TEM does not take: at most 128 characters, no spaces, no slashes, nothing that cannot be seen, not only dots.',
    ),
    remedy: 'settings',
  }),
  badEndpoint: () => ({
    text: vscode.l10n.t(
      'The settings tem.endpoint and tem.cosEndpoint take https:// addresses; http:// only on this machine.',
    ),
    remedy: 'settings',
  }),
  misfit: () => ({
    text: vscode.l10n.t('The application does not take this kind of package. Choose another one.'),
    withDetail: true,
  }),
  noKey: () => ({ text: vscode.l10n.t('There is no key to sign in with.'), remedy: 'signIn', withDetail: true }),
  grantExpired: () => ({
    text: vscode.l10n.t('The upload credentials that TEM gave have expired. Try again to get new ones.'),
  }),
  grantRefused: () => ({
    text: vscode.l10n.t('The store refused the upload credentials that TEM gave. Try again to get new ones.'),
    withDetail: true,
  }),
  grantUnfit: () => ({
    text: vscode.l10n.t(
      'The store does not take the place or the credentials that TEM gave. Try again to get new ones.',
    ),
    withDetail: true,
  }),
  notOffered: () => ({
    text: vscode.l10n.t('The store does not offer what was asked of it. Its support can say why.'),
    withDetail: true,
  }),
  noGrant: () => ({
    text: vscode.l10n.t(
      'TEM gave no upload credentials and no reason. Check that the application still exists, then try again.',
    ),
  }),
  garbled: () => ({
    text: vscode.l10n.t(
      'The answer cannot be read. Something between here and Tencent Cloud may have changed it: check the network and its proxy, then try again.',
    ),
    withDetail: true,
  }),
  badPackage: () => ({
    text: vscode.l10n.t('The file is not a JAR or WAR that can run. Choose another file.'),
  }),
  truncatedPackage: () => ({
    text: vscode.l10n.t('The file is not complete. Wait for the build to finish, then try again.'),
  }),
  emptyPackage: () => ({ text: vscode.l10n.t('The file is empty. Build it again and try again.') }),
  tooLarge: () => ({
    text: vscode.l10n.t(
      'The file is larger than 5 GiB, and TEM lets this application have it in one piece only. Leave out what does not belong in it.',
    ),
  }),
  unreadable: () => ({
    text: vscode.l10n.t('The file cannot be read. Check its permissions, and that its drive answers.'),
  }),
  gone: () => ({ text: vscode.l10n.t('The file is no longer there. Build it again and try again.') }),
  changedOnDisk: () => ({
    text: vscode.l10n.t(
      'The file changed while it was uploaded; nothing was stored. Wait for the build, then try again.',
    ),
  }),
  notResumable: () => ({
    text: vscode.l10n.t('The upload cannot go on where it stopped. Try again to upload the file from the start.'),
    withDetail: true,
  }),
  takenUp: () => ({
    text: vscode.l10n.t('Another window is at this upload. Go on with it there, or close that window first.'),
  }),
  journalFailed: () => ({
    text: vscode.l10n.t(
      'The notes about uploads on this machine cannot be read or written. Check the disk and the permissions of the VS Code data folder, then try again: what has arrived is kept.',
    ),
    withDetail: true,
  }),
  corrupted: () => ({
    text: vscode.l10n.t('What the store received is not what was sent; it was removed. Try again.'),
  }),
  unverified: () => ({
    text: vscode.l10n.t(
      'The package is in the store, but the store tells no checksum to compare it with. It was left there: look at it before you deploy it.',
    ),
    withDetail: true,
  }),
  noLink: () => ({
    text: vscode.l10n.t(
      'TEM gave no download link and no reason. Check that the package and its application still exist, then try again.',
    ),
  }),
  linkRefused: () => ({
    text: vscode.l10n.t('The store refused the download link that TEM gave. Try again to get a new one.'),
  }),
  readRefused: () => ({
    text: vscode.l10n.t('The store does not let this package be read where it lies. Download it and look at the file.'),
  }),
  changedInStore: () => ({
    text: vscode.l10n.t('The package in the store changed while it was read. Try again to read the new one.'),
  }),
  damagedDownload: () => ({
    text: vscode.l10n.t('What arrived is not what the store has; it was thrown away. Try again.'),
  }),
  diskFull: () => ({
    text: vscode.l10n.t('The disk is full. Make room, then try again: it goes on where it stopped.'),
  }),
  unwritable: () => ({
    text: vscode.l10n.t('The file cannot be written. Choose another place, or check its permissions.'),
    withDetail: true,
  }),
  placeTaken: () => ({
    text: vscode.l10n.t('Another download to this place is under way. Wait for it, or choose another place.'),
  }),
  placeChanged: () => ({
    text: vscode.l10n.t(
      'Another file has come to this place, and it was left alone. Download again and choose the place anew: what has arrived is not lost.',
    ),
  }),
  cancelled: () => ({ text: vscode.l10n.t('Cancelled.') }),
  service: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud refused the request. Try again; if it is refused once more, its support can say why.',
    ),
    withDetail: true,
  }),
};
