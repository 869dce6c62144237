import { createHash, createHmac } from 'node:crypto';
import type { UploadGrant } from '../../core/model';

/** The signed parts of a request: the path is not encoded, names may have any letter case. */
export interface CosSigned {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** Builds the `Authorization` header that COS documents (q-sign-algorithm=sha1), valid as long as the grant is. */
export function signCos(grant: Pick<UploadGrant, 'credential' | 'startsAt' | 'expiresAt'>, signed: CosSigned): string {
  const { secretId, secretKey } = grant.credential;
  // The server's own times: a wrong clock here does no harm.
  const time = `${grant.startsAt};${grant.expiresAt}`;
  const { path, query, headers } = signed;
  const request = `${signed.method.toLowerCase()}\n${path}\n${pairs(query)}\n${pairs(headers)}\n`;
  const digest = createHash('sha1').update(request).digest('hex');
  const signature = hmac(hmac(secretKey, time), `sha1\n${time}\n${digest}\n`);
  return [
    'q-sign-algorithm=sha1',
    `q-ak=${secretId}`,
    `q-sign-time=${time}`,
    `q-key-time=${time}`,
    `q-header-list=${names(headers)}`,
    `q-url-param-list=${names(query)}`,
    `q-signature=${signature}`,
  ].join('&');
}

/** Percent-encodes as COS signs and reads it: all but letters, digits and `-_.~`. */
export function encodeCos(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function names(fields: Readonly<Record<string, string>>): string {
  return sorted(fields)
    .map(([name]) => name)
    .join(';');
}

function pairs(fields: Readonly<Record<string, string>>): string {
  return sorted(fields)
    .map(([name, value]) => `${name}=${encodeCos(value)}`)
    .join('&');
}

function sorted(fields: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  const lower = Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value] as const);
  return lower.sort(([a], [b]) => (a < b ? -1 : 1));
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex');
}
