import { AppError } from '../../core/errors';
import type { Credential, Identity, Role } from '../../core/model';
import type { CliFields } from './cliProfiles';
import { environmentCredential, type Environment } from './environmentCredential';

/**
 * The input of the Tencent Cloud CLI: the environment, and the fields of a profile, `undefined` where its file cannot be
 * read. `nowMs` is epoch ms.
 */
export interface CliState {
  readonly environment: Environment;
  readonly profile: string;
  readonly fields: CliFields | undefined;
  readonly nowMs: number;
}

// Less than this and an SSO login renews nothing any more (`tccli/sso.py`).
const minLoginSeconds = 300;
const ofPod = ['TKE_REGION', 'TKE_PROVIDER_ID', 'TKE_WEB_IDENTITY_TOKEN_FILE', 'TKE_ROLE_ARN'];

// The one place that says whom requests are sent as: never as somebody else than the official tools would. The order is that
// of `GenericActionCaller` in `tccli/action_caller.py` (3.1.189). What we cannot do as they would is refused.

/**
 * Returns the identity that the CLI takes on with `--profile`. Throws `noKey`, `profileUnreadable`, `machineRole`,
 * `podRole`, `cliKeyExpired`, `cliLoginEnded` or `roleInvalid`.
 */
export function profileIdentity(state: CliState): Identity {
  const fields = readable(state);
  if (fields['type'] === 'cvm-role') throw new AppError('machineRole', `profile ${state.profile}`);
  return identity(state, profileRole(fields), () => profileCredential(state, fields));
}

/**
 * Returns the identity that the CLI takes on without `--profile` where the environment names a credential or a role; the
 * other half may come from its usual profile. Throws as `profileIdentity` does.
 */
export function environmentIdentity(state: CliState): Identity {
  const { environment } = state;
  const credential = environmentCredential(environment);
  const role = environmentRole(environment);
  if (!credential && !role)
    throw new AppError('noKey', 'TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set');
  const fields = readable(state);
  return identity(state, role ?? profileRole(fields), () => credential ?? fallbackCredential(state, fields));
}

/** Returns the profile's credential, unless the environment has a blank one: with that the CLI goes on, and is refused. */
function fallbackCredential(state: CliState, fields: CliFields): Credential {
  const { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } = state.environment;
  if (secretId && secretKey) throw new AppError('noKey', 'TENCENTCLOUD_SECRET_ID or TENCENTCLOUD_SECRET_KEY is blank');
  return profileCredential(state, fields);
}

/** Returns the profile that the CLI uses when none is named. */
export function usualProfile(environment: Environment): string {
  return environment['TCCLI_PROFILE'] ?? 'default';
}

function identity({ environment }: CliState, role: Role | undefined, credential: () => Credential): Identity {
  if (role) return { credential: credential(), role };
  // Without a session name a role is passed over, whatever else names one.
  if (ofPod.every((name) => environment[name])) throw new AppError('podRole', environment['TKE_ROLE_ARN'] ?? '');
  return { credential: credential() };
}

function readable({ profile, fields }: CliState): CliFields {
  if (!fields) throw new AppError('profileUnreadable', `~/.tccli/${profile}.credential`);
  return fields;
}

function profileCredential({ profile, nowMs }: CliState, fields: CliFields): Credential {
  const { secretId, secretKey, token } = fields;
  if (!isText(secretId) || !isText(secretKey)) throw new AppError('noKey', `no key in the profile ${profile}`);
  checkExpiry(profile, fields, nowMs / 1000);
  return isText(token) ? { secretId, secretKey, token } : { secretId, secretKey };
}

/** Throws for an expired credential of a login, which the CLI itself renews, or asks the person to log in again. */
function checkExpiry(profile: string, { type, expiresAt, sso }: CliFields, now: number): void {
  if (type !== 'oauth' && type !== 'sso') return;
  if (typeof expiresAt !== 'number' || now < expiresAt) return;
  const { expiresAt: loginEnds } = Object(sso) as Record<string, unknown>;
  if (type === 'sso' && typeof loginEnds === 'number' && loginEnds - now < minLoginSeconds) {
    throw new AppError('cliLoginEnded', `tccli sso login --profile ${profile}`);
  }
  throw new AppError('cliKeyExpired', `tccli sts GetCallerIdentity --profile ${profile}`);
}

function profileRole({ 'role-arn': arn, 'role-session-name': sessionName }: CliFields): Role | undefined {
  if (!arn || !sessionName) return undefined;
  if (isText(arn) && isText(sessionName)) return { arn, sessionName };
  throw new AppError('roleInvalid', 'role-arn and role-session-name must be texts');
}

function environmentRole(environment: Environment): Role | undefined {
  const arn = environment['TENCENTCLOUD_ROLE_ARN'];
  const sessionName = environment['TENCENTCLOUD_ROLE_SESSION_NAME'];
  if (!arn || !sessionName) return undefined;
  const role = { arn: arn.trim(), sessionName: sessionName.trim() };
  if (role.arn && role.sessionName) return role;
  // To the CLI blanks are a name: it would ask for that role, and not be the owner of the key.
  throw new AppError('roleInvalid', 'TENCENTCLOUD_ROLE_ARN or TENCENTCLOUD_ROLE_SESSION_NAME is blank');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
