import type { Credential } from '../../core/model';

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

// As the CLI, Terraform, the SDK for Node and others call it; the first that is set counts.
const tokenNames = [
  'TENCENTCLOUD_TOKEN',
  'TENCENTCLOUD_SECURITY_TOKEN',
  'TENCENTCLOUD_SESSION_TOKEN',
  'TENCENTCLOUD_SECRET_TOKEN',
];

/** Reads the credential under Tencent's usual names; `undefined` unless SecretId and SecretKey are there. */
export function environmentCredential(environment: Environment): Credential | undefined {
  const secretId = environment['TENCENTCLOUD_SECRET_ID']?.trim();
  const secretKey = environment['TENCENTCLOUD_SECRET_KEY']?.trim();
  const token = tokenNames.map((name) => environment[name]?.trim()).find(Boolean);
  if (!secretId || !secretKey) return undefined;
  return token ? { secretId, secretKey, token } : { secretId, secretKey };
}
