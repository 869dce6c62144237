import type { Credential } from '../core/model';

/** The key that `environment` carries under Tencent's usual names; `undefined` unless both parts are there. */
export function environmentKey(environment: Readonly<Record<string, string | undefined>>): Credential | undefined {
  const secretId = environment['TENCENTCLOUD_SECRET_ID']?.trim();
  const secretKey = environment['TENCENTCLOUD_SECRET_KEY']?.trim();
  const token = environment['TENCENTCLOUD_TOKEN']?.trim() || environment['TENCENTCLOUD_SECRET_TOKEN']?.trim();
  if (!secretId || !secretKey) return undefined;
  return token ? { secretId, secretKey, token } : { secretId, secretKey };
}
