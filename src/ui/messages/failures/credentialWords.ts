import * as vscode from 'vscode';
import type { CredentialFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** The key, and what it may do. */
export const credentialWords: WordsOf<CredentialFailure> = {
  notSignedIn: () => ({
    text: vscode.l10n.t('You are not signed in to this account any more. Sign in again.'),
    remedy: 'signIn',
  }),
  noKey: () => ({ text: vscode.l10n.t('There is no key to sign in with.'), remedy: 'signIn', withDetail: true }),
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
  mfaMissing: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud asks for a second factor (MFA) with this key. Sign in with a temporary key that was got with it, or with a key that needs none.',
    ),
    remedy: 'signIn',
  }),
  addressRefused: () => ({
    text: vscode.l10n.t(
      'The account takes no requests from the address of this network. Ask its administrator to allow the address, or use another network.',
    ),
    withDetail: true,
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
  roleMissing: () => ({
    text: vscode.l10n.t(
      'A service role that TEM needs is missing in this account. Open TEM once in the console as its administrator, agree to the role, then try again.',
    ),
    withDetail: true,
  }),
  otherAccount: () => ({
    text: vscode.l10n.t(
      'The application or its environment belongs to another account. Check the account, the region and the id.',
    ),
    withDetail: true,
  }),
};
