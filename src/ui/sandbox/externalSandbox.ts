import { AppError } from '../../core/errors';
import { bareUrl, isLocal } from '../vscode/localAddress';
import type { RunningSandbox } from './practiceSandbox';

/**
 * Reads a sandbox that another process of this machine runs: `{"tem":URL,"cos":URL,"secretId":…,"secretKey":…}`.
 * Throws `badEndpoint` for anything else and for an address that is not on loopback.
 */
export function externalSandbox(text: string): RunningSandbox {
  const { tem, cos, secretId, secretKey } = fieldsOf(text);
  const [temUrl, cosUrl] = [localOrigin(tem), localOrigin(cos)];
  if (!temUrl || !cosUrl || !isKey(secretId) || !isKey(secretKey)) {
    throw new AppError('badEndpoint', 'TEM_TOOLKIT_SANDBOX does not name a sandbox on this machine');
  }
  return { temUrl, cosUrl, credential: { secretId, secretKey } };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function localOrigin(value: unknown): string | undefined {
  const url = bareUrl(value);
  return url && isLocal(url) ? url.origin : undefined;
}

/** Tells whether a key can go into a header, which takes no other characters. */
function isKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,256}$/.test(value);
}
