import * as vscode from 'vscode';
import type { StorageFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** The store, and the leave to use it. */
export const storageWords: WordsOf<StorageFailure> = {
  noGrant: () => ({
    text: vscode.l10n.t('TEM returned no upload credentials. Check that the application still exists, then try again.'),
  }),
  grantExpired: () => ({
    text: vscode.l10n.t('The upload credentials from TEM have expired. Try again to get new ones.'),
  }),
  grantRefused: () => ({
    text: vscode.l10n.t('COS rejected the upload credentials from TEM. Try again to get new ones.'),
    withDetail: true,
  }),
  grantUnfit: () => ({
    text: vscode.l10n.t('COS does not accept the path or the upload credentials from TEM. Try again to get new ones.'),
    withDetail: true,
  }),
  overloaded: () => ({
    text: vscode.l10n.t('COS is busy and limits requests. Try again in a minute; uploads then use fewer connections.'),
    withDetail: true,
  }),
  notOffered: () => ({
    text: vscode.l10n.t('COS does not support this operation. Contact Tencent Cloud support.'),
    withDetail: true,
  }),
  requestRefused: () => ({
    text: vscode.l10n.t(
      'COS rejected the request. Try again; data already transferred is kept. If the problem persists, report the issue with the RequestId.',
    ),
    withDetail: true,
  }),
  conflict: () => ({
    text: vscode.l10n.t('Another upload is writing the same package. Wait for it to finish, then try again.'),
    withDetail: true,
  }),
  copyRefused: () => ({
    text: vscode.l10n.t(
      'COS rejected copying an existing object to the package. Try again; data already transferred is kept.',
    ),
    withDetail: true,
  }),
  storeLocked: () => ({
    text: vscode.l10n.t(
      'The package in COS or its bucket is locked, archived or cannot be changed. Check it in the COS console, then try again.',
    ),
    withDetail: true,
  }),
  bucketKey: () => ({
    text: vscode.l10n.t(
      'The encryption key (KMS) of the bucket cannot be used. Check in the KMS console that it exists and is enabled, then try again.',
    ),
    withDetail: true,
  }),
  withheld: () => ({
    text: vscode.l10n.t('COS blocks this object for legal reasons. Contact Tencent Cloud support.'),
    withDetail: true,
  }),
  redirected: () => ({
    text: vscode.l10n.t(
      'COS redirected to another address. It was not followed, to keep the key safe. Check the region and the setting tem.cosEndpoint.',
    ),
    remedy: 'settings',
    withDetail: true,
  }),
  uploadGone: () => ({
    text: vscode.l10n.t('COS no longer has the uploaded parts. Try again to upload the file from the start.'),
    withDetail: true,
  }),
  corrupted: () => ({
    text: vscode.l10n.t(
      'COS received other data than the file on every attempt, and no wrong package remains in COS. A proxy or gateway may change the data. Try again, or use another network.',
    ),
    withDetail: true,
  }),
  wrongLeft: () => ({
    text: vscode.l10n.t(
      'The package in COS differs from the file and was not deleted: it belongs to another upload, or could not be deleted. Do not deploy it; try again.',
    ),
    withDetail: true,
  }),
  notStored: () => ({
    text: vscode.l10n.t(
      'COS confirmed the package but does not have it. Try again. If the problem persists, contact Tencent Cloud support.',
    ),
    withDetail: true,
  }),
  unverified: () => ({
    text: vscode.l10n.t(
      'The package is in COS, but COS returned no checksum; not verified. Check the package before you deploy it.',
    ),
    withDetail: true,
  }),
  noLink: () => ({
    text: vscode.l10n.t(
      'TEM returned no download link. Check that the package and its application still exist, then try again.',
    ),
  }),
  linkRefused: () => ({
    text: vscode.l10n.t('COS rejected the download link from TEM. Try again to get a new one.'),
  }),
  readRefused: () => ({
    text: vscode.l10n.t('COS does not allow reading this package directly. Download it and open the file.'),
  }),
  changedInStore: () => ({
    text: vscode.l10n.t('The package in COS changed during reading. Try again to read the new package.'),
  }),
  damagedDownload: () => ({
    text: vscode.l10n.t('The downloaded data differs from the package in COS and was deleted. Try again.'),
  }),
};
