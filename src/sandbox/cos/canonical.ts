import { createHash, createHmac } from 'node:crypto';

/** The parts of a request that a COS signature covers. Names may have any letter case; `path` is decoded. */
export interface Signed {
  readonly method: string;
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: ReadonlyMap<string, string>;
  /** A span of time: `start;end`, epoch seconds. */
  readonly keyTime: string;
  readonly signTime: string;
}

/** Returns the documented q-signature of all that is given, hex. */
export function signatureOf(secretKey: string, signed: Signed): string {
  const signKey = hmac(secretKey, signed.keyTime);
  const parts = [signed.method.toLowerCase(), signed.path, pairs(signed.query), pairs(signed.headers), ''];
  const httpString = createHash('sha1').update(parts.join('\n')).digest('hex');
  return hmac(signKey, ['sha1', signed.signTime, httpString, ''].join('\n'));
}

/** Percent-encodes everything but letters, digits, `-`, `_`, `.` and `~`. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function pairs(fields: ReadonlyMap<string, string>): string {
  return [...fields]
    .map(([name, value]) => [encode(name.toLowerCase()).toLowerCase(), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function hmac(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex');
}
