import * as vscode from 'vscode';
import type { FileFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** Files of this machine. */
export const fileWords: WordsOf<FileFailure> = {
  badVersion: () => ({
    text: vscode.l10n.t(
      'The setting tem.versionName results in a version that TEM does not accept. A version has at most 128 characters, no spaces, no slashes, no invisible characters, and not only dots.',
    ),
    remedy: 'settings',
  }),
  misfit: () => ({
    text: vscode.l10n.t('The application does not accept this type of package. Select another application.'),
    withDetail: true,
  }),
  badPackage: () => ({
    text: vscode.l10n.t('The file is not a runnable JAR or WAR. Select another file.'),
    withDetail: true,
  }),
  truncatedPackage: () => ({
    text: vscode.l10n.t(
      'The package is incomplete or damaged. Wait for the build to finish, then try again. A package in COS must be uploaded again.',
    ),
    withDetail: true,
  }),
  damagedEntries: () => ({
    text: vscode.l10n.t(
      'The package is damaged: some of the files in it do not match their checksums, and it is not in TEM yet. Build the package again, then upload it.',
    ),
    again: vscode.l10n.t('Upload Anyway'),
    withDetail: true,
  }),
  emptyPackage: () => ({ text: vscode.l10n.t('The package is empty. Build the package again, then upload it.') }),
  tooLarge: () => ({
    text: vscode.l10n.t(
      'The file is larger than 5 GiB, and TEM does not allow multipart uploads for this application. Reduce the size of the package.',
    ),
  }),
  unreadable: () => ({
    text: vscode.l10n.t('The file cannot be read. Check its permissions and that its drive is available.'),
  }),
  gone: () => ({
    text: vscode.l10n.t('The file no longer exists. Build or download it again, then try again.'),
  }),
  changedOnDisk: () => ({
    text: vscode.l10n.t(
      'The file changed during the upload, and nothing was stored. Wait for the build to finish, then try again.',
    ),
  }),
  notResumable: () => ({
    text: vscode.l10n.t('The upload cannot be resumed. Try again to upload the file from the start.'),
    withDetail: true,
  }),
  alreadyLocked: () => ({
    text: vscode.l10n.t('Another window is handling this upload. Continue there, or close that window first.'),
  }),
  journalFailed: () => ({
    text: vscode.l10n.t(
      'The upload records on this machine cannot be read or written. Check the disk and the permissions of the VS Code data folder, then try again; data already transferred is kept.',
    ),
    withDetail: true,
  }),
  diskFull: () => ({
    text: vscode.l10n.t('The disk is full. Free up space, then try again; data already transferred is kept.'),
  }),
  unwritable: () => ({
    text: vscode.l10n.t('The file cannot be written. Choose another location, or check the permissions.'),
    again: chooseAnother(),
    withDetail: true,
  }),
  placeTaken: () => ({
    text: vscode.l10n.t(
      'Another download to this location is in progress. Wait for it to finish, or choose another location.',
    ),
    again: chooseAnother(),
  }),
  placeChanged: () => ({
    text: vscode.l10n.t(
      'Another file now exists at this location and was not changed. Download again and choose the location; data already transferred is kept.',
    ),
    again: chooseAnother(),
  }),
  settingsUnwritable: () => ({
    text: vscode.l10n.t(
      'VS Code cannot write the settings: the file has errors or unsaved changes. Correct and save the file, then try again.',
    ),
    remedy: 'settingsFile',
    withDetail: true,
  }),
};

function chooseAnother(): string {
  return vscode.l10n.t('Choose Another Location…');
}
