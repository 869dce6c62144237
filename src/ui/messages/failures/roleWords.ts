import * as vscode from 'vscode';
import type { RoleFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** Words of failures of the Tencent Cloud CLI's profiles and of the role that a key is to assume. */
export const roleWords: WordsOf<RoleFailure> = {
  profileUnreadable: () => ({
    text: vscode.l10n.t(
      'The file of this profile of the Tencent Cloud CLI cannot be read. Check its permissions, or make it anew with "tccli configure".',
    ),
    withDetail: true,
  }),
  machineRole: () => ({
    text: vscode.l10n.t(
      'The Tencent Cloud CLI uses this profile as the role of the virtual machine it runs on, which TEM Toolkit cannot do. Use a profile with a key, or with a key and role-arn and role-session-name.',
    ),
    remedy: 'signIn',
  }),
  podRole: () => ({
    text: vscode.l10n.t(
      'With the TKE_ variables that VS Code was started with, the Tencent Cloud CLI acts as the OIDC role of the pod, which TEM Toolkit cannot do. Start VS Code without them, use a profile with role-arn and role-session-name, or enter a key.',
    ),
    remedy: 'signIn',
    withDetail: true,
  }),
  cliKeyExpired: () => ({
    text: vscode.l10n.t(
      'The temporary key of this profile has expired. Run any command of the Tencent Cloud CLI with this profile to renew it, then try again; if that does not renew it, log in again with the CLI.',
    ),
    withDetail: true,
  }),
  cliLoginEnded: () => ({
    text: vscode.l10n.t(
      'The login of this profile has ended, so its key cannot be renewed. Log in again with the Tencent Cloud CLI, then try again.',
    ),
    withDetail: true,
  }),
  roleDenied: () => ({
    text: vscode.l10n.t(
      "The key may not assume the role. Ask an administrator to allow its owner sts:AssumeRole and to name the owner in the role's trust policy.",
    ),
    withDetail: true,
  }),
  roleUnknown: () => ({
    text: vscode.l10n.t(
      'There is no such role. Correct role-arn in the profile, or TENCENTCLOUD_ROLE_ARN in the environment.',
    ),
    withDetail: true,
  }),
  roleInvalid: () => ({
    text: vscode.l10n.t(
      'The role cannot be assumed as it is named. Correct role-arn and role-session-name in the profile, or TENCENTCLOUD_ROLE_ARN and TENCENTCLOUD_ROLE_SESSION_NAME in the environment; the role must allow sessions of 2 hours.',
    ),
    withDetail: true,
  }),
  roleKeyRefused: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud refuses the key that is to assume the role. Correct the key or its token where it is read from, or get a new one.',
    ),
    remedy: 'signIn',
    withDetail: true,
  }),
};
