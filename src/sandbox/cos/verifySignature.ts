import type { IncomingMessage } from 'node:http';
import type { Grant, Grants } from '../grants';
import { isSameText } from '../isSameText';
import { Refusal } from '../refusal';
import type { Address } from './address';
import { signatureOf } from './canonical';

const SKEW = 300;

/**
 * Returns the credential that signed a request, in its header or in its query. Throws when the signature, its time or
 * the session token does not hold. `now` is epoch ms.
 */
export function verifySignature(grants: Grants, now: number, request: IncomingMessage, address: Address): Grant {
  const fields = readAuthorization(request, address);
  const grant = grants.find(fields.get('q-ak') ?? '');
  if (!grant) {
    throw new Refusal(403, 'InvalidAccessKeyId', 'The Access Key Id you provided does not exist in our records.');
  }
  const keyTime = fields.get('q-key-time') ?? '';
  const signTime = fields.get('q-sign-time') ?? '';
  const signature = signatureOf(grant.secretKey, {
    method: request.method ?? '',
    path: address.path,
    query: listed(fields.get('q-url-param-list'), (name) => address.query.get(name)),
    headers: listed(fields.get('q-header-list'), (name) => headerOf(request, name)),
    keyTime,
    signTime,
  });
  if (!isSameText(signature, fields.get('q-signature') ?? '')) {
    throw new Refusal(
      403,
      'SignatureDoesNotMatch',
      'The Signature you specified is invalid: check your secret key and signing method.',
    );
  }
  checkTime(keyTime, now / 1000);
  checkTime(signTime, now / 1000);
  const token = headerOf(request, 'x-cos-security-token') || address.query.get('x-cos-security-token') || '';
  if (!isSameText(token, grant.token))
    throw new Refusal(403, 'AccessDenied', 'The security token is missing or wrong.');
  if (now / 1000 >= grant.expiresAt) throw new Refusal(400, 'ExpiredToken', 'The provided token has expired.');
  return grant;
}

/** Returns the id of the credential that claims to have signed; nothing is proved yet. */
export function claimedKey(request: IncomingMessage, address: Address): string | undefined {
  const text = request.headers.authorization;
  return text === undefined ? address.query.get('q-ak') : split(text).get('q-ak');
}

function readAuthorization(request: IncomingMessage, address: Address): ReadonlyMap<string, string> {
  const text = request.headers.authorization;
  const fields = text === undefined ? address.query : split(text);
  if (!fields.get('q-signature')) throw new Refusal(403, 'AccessDenied', 'Access Denied.');
  if (fields.get('q-sign-algorithm') !== 'sha1') {
    throw new Refusal(403, 'AccessDenied', 'The signature algorithm must be sha1.');
  }
  return fields;
}

function split(text: string): ReadonlyMap<string, string> {
  return new Map(text.split('&').map((field) => [field.split('=')[0] ?? '', field.slice(field.indexOf('=') + 1)]));
}

function listed(names: string | undefined, valueOf: (name: string) => string | undefined): Map<string, string> {
  const wanted = (names ?? '').split(';').filter((name) => name !== '');
  return new Map(wanted.map((name) => decodeURIComponent(name)).map((name) => [name, valueOf(name) ?? '']));
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function checkTime(window: string, now: number): void {
  const [start, end] = window.split(';').map(Number);
  if (start === undefined || end === undefined || !(start <= end)) {
    throw new Refusal(403, 'AccessDenied', 'The time of the signature is malformed.');
  }
  if (now > end) throw new Refusal(403, 'AccessDenied', 'Request has expired');
  if (start > now + SKEW) {
    throw new Refusal(
      403,
      'RequestTimeTooSkewed',
      "The difference between the request time and the server's is too large.",
    );
  }
}
