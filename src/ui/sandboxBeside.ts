import { AppError } from '../core/errors';
import { isLoopback } from './isLoopback';
import type { RunningSandbox } from './practiceSandbox';

/**
 * Reads a sandbox that another process of this machine runs: `{"tem":URL,"cos":URL,"secretId":…,"secretKey":…}`.
 * Throws `badEndpoint` for anything else and for an address that is not on loopback.
 */
export function sandboxBeside(text: string): RunningSandbox {
  const { tem, cos, secretId, secretKey } = fieldsOf(text);
  if (!isLocalUrl(tem) || !isLocalUrl(cos) || typeof secretId !== 'string' || typeof secretKey !== 'string') {
    throw new AppError('badEndpoint', 'TEM_TOOLKIT_SANDBOX does not name a sandbox on this machine');
  }
  return { temUrl: tem, cosUrl: cos, credential: { secretId, secretKey } };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isLocalUrl(value: unknown): value is string {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, pathname } = new URL(value);
  return protocol === 'http:' && isLoopback(hostname) && pathname === '/';
}
