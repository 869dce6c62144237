import * as vscode from 'vscode';
import type { RoleFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** Words of failures of the Tencent Cloud CLI's profiles and of the role that a key is to assume. */
export const roleWords: WordsOf<RoleFailure> = {
  profileUnreadable: () => ({
    text: vscode.l10n.t(
      'The file of this Tencent Cloud CLI profile cannot be read. Check its permissions, or run "tccli configure" to create it again.',
    ),
    withDetail: true,
  }),
  machineRole: () => ({
    text: vscode.l10n.t(
      'This profile uses the role of the virtual machine (CVM), which TEM Toolkit does not support. Use a profile with a key, or with a key, role-arn and role-session-name.',
    ),
    remedy: 'signIn',
  }),
  podRole: () => ({
    text: vscode.l10n.t(
      'VS Code was started with TKE_ variables, with which the Tencent Cloud CLI uses the OIDC role of the pod. TEM Toolkit does not support this. Start VS Code without these variables, use a profile with role-arn and role-session-name, or enter a key.',
    ),
    remedy: 'signIn',
    withDetail: true,
  }),
  cliKeyExpired: () => ({
    text: vscode.l10n.t(
      'The temporary key of this profile has expired. Run any Tencent Cloud CLI command with this profile to renew the key, then try again. If the problem persists, log in again with the CLI.',
    ),
    withDetail: true,
  }),
  cliLoginEnded: () => ({
    text: vscode.l10n.t(
      'The login of this profile has expired, so its key cannot be renewed. Log in again with the Tencent Cloud CLI, then try again.',
    ),
    withDetail: true,
  }),
  roleDenied: () => ({
    text: vscode.l10n.t(
      "The key is not allowed to assume the role. Ask an administrator to grant sts:AssumeRole to its user and to add the user to the role's trust policy.",
    ),
    withDetail: true,
  }),
  roleUnknown: () => ({
    text: vscode.l10n.t(
      'The role does not exist. Correct role-arn in the profile, or the environment variable TENCENTCLOUD_ROLE_ARN.',
    ),
    withDetail: true,
  }),
  roleInvalid: () => ({
    text: vscode.l10n.t(
      'The role cannot be assumed with these settings. Correct role-arn and role-session-name in the profile, or the environment variables TENCENTCLOUD_ROLE_ARN and TENCENTCLOUD_ROLE_SESSION_NAME. The role must allow sessions of 2 hours.',
    ),
    withDetail: true,
  }),
  roleKeyRefused: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud rejected the key used to assume the role. Correct the key or its token at the source, or get a new one.',
    ),
    remedy: 'signIn',
    withDetail: true,
  }),
};
