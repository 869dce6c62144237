import * as vscode from 'vscode';
import type { CredentialFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** The key, and what it may do. */
export const credentialWords: WordsOf<CredentialFailure> = {
  notSignedIn: () => ({
    text: vscode.l10n.t('You are no longer signed in to this account. Sign in again.'),
    remedy: 'signIn',
  }),
  noKey: () => ({ text: vscode.l10n.t('There is no key to sign in with.'), remedy: 'signIn', withDetail: true }),
  unknownKey: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud cannot find this SecretId. Check that it is complete, enabled and belongs to this site.',
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
      'This key requires multi-factor authentication (MFA). Sign in with a temporary key obtained with MFA, or with a key that does not require MFA.',
    ),
    remedy: 'signIn',
  }),
  addressRefused: () => ({
    text: vscode.l10n.t(
      'The account does not accept requests from the IP address of this network. Ask the administrator of the account to allow the address, or use another network.',
    ),
    withDetail: true,
  }),
  clockSkewed: () => ({
    text: vscode.l10n.t('The clock of this machine is off by more than 5 minutes. Correct it and try again.'),
  }),
  denied: () => ({
    text: vscode.l10n.t(
      'The account lacks the required permission. Ask the account administrator to grant it (QcloudTEMFullAccess includes it).',
    ),
    withDetail: true,
  }),
  roleMissing: () => ({
    text: vscode.l10n.t(
      'The account lacks a service role that TEM requires. Ask an administrator to open TEM in the console and grant the role, then try again.',
    ),
    withDetail: true,
  }),
  otherAccount: () => ({
    text: vscode.l10n.t(
      'The application or its environment belongs to another account. Check the account, the region and the ID.',
    ),
    withDetail: true,
  }),
};
