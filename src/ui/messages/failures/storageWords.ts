import * as vscode from 'vscode';
import type { StorageFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** The store, and the leave to use it. */
export const storageWords: WordsOf<StorageFailure> = {
  noGrant: () => ({
    text: vscode.l10n.t(
      'TEM gave no upload credentials and no reason. Check that the application still exists, then try again.',
    ),
  }),
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
  overloaded: () => ({
    text: vscode.l10n.t(
      'The store is busy and asks for less at a time. Try again in a minute: uploads then go on over fewer connections.',
    ),
    withDetail: true,
  }),
  notOffered: () => ({
    text: vscode.l10n.t('The store does not offer what was asked of it. Its support can say why.'),
    withDetail: true,
  }),
  requestRefused: () => ({
    text: vscode.l10n.t(
      'The store refused the request as it was made. Try again: what has arrived is kept; if it is refused once more, report this with its RequestId.',
    ),
    withDetail: true,
  }),
  conflict: () => ({
    text: vscode.l10n.t(
      'The same package is being written by another upload at this moment. Wait until that has ended, then try again.',
    ),
    withDetail: true,
  }),
  copyRefused: () => ({
    text: vscode.l10n.t(
      'The store does not make the package out of what it has already. Try again: what has arrived is kept.',
    ),
    withDetail: true,
  }),
  storeLocked: () => ({
    text: vscode.l10n.t(
      'The package in the store, or its bucket, is locked, archived or in another state that allows no change. See it in the COS console, then try again.',
    ),
    withDetail: true,
  }),
  bucketKey: () => ({
    text: vscode.l10n.t(
      'The encryption key (KMS) of the bucket cannot be used. See in the KMS console that it exists and is enabled, then try again.',
    ),
    withDetail: true,
  }),
  withheld: () => ({
    text: vscode.l10n.t('The store withholds this for legal reasons. Its support can say why.'),
    withDetail: true,
  }),
  redirected: () => ({
    text: vscode.l10n.t(
      'The store named another address, which is not followed: no key is to go there. Check the region and the setting tem.cosEndpoint.',
    ),
    remedy: 'settings',
    withDetail: true,
  }),
  uploadGone: () => ({
    text: vscode.l10n.t(
      'The store no longer has what had arrived of this upload. Try again to upload the file from the start.',
    ),
    withDetail: true,
  }),
  corrupted: () => ({
    text: vscode.l10n.t(
      'What the store received is not what was sent, each time it was tried; no wrong package was left there. Something on the way may change it: try again, or on another network.',
    ),
    withDetail: true,
  }),
  wrongLeft: () => ({
    text: vscode.l10n.t(
      "The package in the store is not what was sent, and it was left there: it may be another upload's, or could not be removed. Do not deploy it; try again.",
    ),
    withDetail: true,
  }),
  notStored: () => ({
    text: vscode.l10n.t(
      'The store confirmed the package each time, and yet does not have it. Try again; if that does not help, its support can say why.',
    ),
    withDetail: true,
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
};
