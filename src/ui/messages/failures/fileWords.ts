import * as vscode from 'vscode';
import type { FileFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** Files of this machine. */
export const fileWords: WordsOf<FileFailure> = {
  badVersion: () => ({
    text: vscode.l10n.t(
      'The setting tem.versionName makes a version that TEM does not take: at most 128 characters, no spaces, no slashes, nothing that cannot be seen, not only dots.',
    ),
    remedy: 'settings',
  }),
  misfit: () => ({
    text: vscode.l10n.t('The application does not take this kind of package. Choose another one.'),
    withDetail: true,
  }),
  badPackage: () => ({
    text: vscode.l10n.t('The file is not a JAR or WAR that can run. Choose another file.'),
    withDetail: true,
  }),
  truncatedPackage: () => ({
    text: vscode.l10n.t(
      'The package is incomplete or damaged. Wait for the build to finish, then try again; one in the store must be uploaded anew.',
    ),
    withDetail: true,
  }),
  emptyPackage: () => ({ text: vscode.l10n.t('The package is empty. Build it again and upload it anew.') }),
  tooLarge: () => ({
    text: vscode.l10n.t(
      'The file is larger than 5 GiB, and TEM lets this application have it in one piece only. Leave out what does not belong in it.',
    ),
  }),
  unreadable: () => ({
    text: vscode.l10n.t('The file cannot be read. Check its permissions, and that its drive answers.'),
  }),
  gone: () => ({
    text: vscode.l10n.t('The file is no longer there. Build it again, or download it again, then try again.'),
  }),
  changedOnDisk: () => ({
    text: vscode.l10n.t(
      'The file changed while it was uploaded; nothing was stored. Wait for the build, then try again.',
    ),
  }),
  notResumable: () => ({
    text: vscode.l10n.t('The upload cannot go on where it stopped. Try again to upload the file from the start.'),
    withDetail: true,
  }),
  alreadyLocked: () => ({
    text: vscode.l10n.t('Another window is at this upload. Go on with it there, or close that window first.'),
  }),
  journalFailed: () => ({
    text: vscode.l10n.t(
      'The notes about uploads on this machine cannot be read or written. Check the disk and the permissions of the VS Code data folder, then try again: what has arrived is kept.',
    ),
    withDetail: true,
  }),
  diskFull: () => ({
    text: vscode.l10n.t('The disk is full. Make room, then try again: it goes on where it stopped.'),
  }),
  unwritable: () => ({
    text: vscode.l10n.t('The file cannot be written. Choose another place, or check its permissions.'),
    again: chooseAnother(),
    withDetail: true,
  }),
  placeTaken: () => ({
    text: vscode.l10n.t('Another download to this place is under way. Wait for it, or choose another place.'),
    again: chooseAnother(),
  }),
  placeChanged: () => ({
    text: vscode.l10n.t(
      'Another file has come to this place, and it was left alone. Download again and choose the place anew: what has arrived is not lost.',
    ),
    again: chooseAnother(),
  }),
  settingsUnwritable: () => ({
    text: vscode.l10n.t(
      'VS Code cannot write its settings: the file has errors, or changes that are not saved. Correct and save it, then try again.',
    ),
    remedy: 'settingsFile',
    withDetail: true,
  }),
};

function chooseAnother(): string {
  return vscode.l10n.t('Choose Another Place…');
}
