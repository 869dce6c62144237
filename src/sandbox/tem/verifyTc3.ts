import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isSameText } from '../isSameText';
import { Refusal } from '../refusal';
import type { Account, World } from '../world';

const SKEW = 300;
const FORM =
  /^TC3-HMAC-SHA256 Credential=([^/]{1,200})\/([^/]{1,20})\/([^/]{1,40})\/tc3_request, {0,9}SignedHeaders=([^,]{1,500}), {0,9}Signature=(\w{1,200})$/;

/** The claim of an Authorization header; nothing of it is proved yet. */
interface Claim {
  readonly account: Account;
  readonly date: string;
  readonly service: string;
  readonly signedNames: string;
  readonly signature: string;
}

/**
 * Reads the claim of a request. Throws the documented `AuthFailure.*` where it cannot be anybody's, whatever the body
 * is.
 */
export function claimOf(world: World, { headers }: IncomingMessage): Claim {
  const [, secretId = '', date = '', service = '', signedNames = '', signature = ''] =
    FORM.exec(headers.authorization ?? '') ?? [];
  if (!signature) throw refuse('InvalidAuthorization', 'The Authorization header is missing or malformed.');
  const account = world.accountOf(secretId);
  if (!account) throw refuse('SecretIdNotFound', 'The SecretId is not found.');
  return { account, date, service, signedNames, signature };
}

/**
 * Returns the account that signed a request to `api`. Throws the documented `AuthFailure.*` when the TC3-HMAC-SHA256
 * signature does not prove it. `now` is epoch ms.
 */
export function verifyTc3(world: World, api: string, now: number, request: IncomingMessage, payload: Buffer): Account {
  const { headers } = request;
  const { account, date, service, signedNames, signature } = claimOf(world, request);
  if (account.expiresAt !== undefined && now / 1000 >= account.expiresAt) {
    throw refuse('TokenFailure', 'The token has expired.');
  }

  const timestamp = Number(header(request, 'x-tc-timestamp'));
  if (!Number.isInteger(timestamp) || timestamp <= 0) throw missing('Timestamp');
  if (Math.abs(now / 1000 - timestamp) > SKEW) {
    throw refuse('SignatureExpire', 'The signature has expired: the clock is off by more than five minutes.');
  }

  const host = (headers.host ?? '').toLowerCase();
  const names = signedNames.split(';');
  const complete = names.includes('host') && names.includes('content-type');
  const dated = date === new Date(timestamp * 1000).toISOString().slice(0, 10);
  // An SDK takes the signed service name from the endpoint's first label, which on loopback is a part of the address.
  const served = service === api || service === host.split('.')[0];
  const matches = [host, host.replace(/:\d{1,5}$/, '')].some((signedHost) => {
    const values = names.map(
      (name) => `${name}:${name === 'host' ? signedHost : header(request, name).toLowerCase()}\n`,
    );
    const canonical = ['POST', '/', '', values.join(''), signedNames, sha256(payload)].join('\n');
    const scope = `${date}/${service}/tc3_request`;
    const text = ['TC3-HMAC-SHA256', String(timestamp), scope, sha256(Buffer.from(canonical))].join('\n');
    const key = ['tc3_request', service, date].reduceRight<Buffer | string>(hmac, `TC3${account.secretKey}`);
    return isSameText(hmac(key, text).toString('hex'), signature);
  });
  if (!complete || !dated || !served || !matches) {
    throw refuse('SignatureFailure', "The provided credentials could not be validated: the signature doesn't match.");
  }
  if (!isSameText(header(request, 'x-tc-token'), account.token ?? '')) {
    throw refuse('TokenFailure', 'The token is wrong.');
  }
  return account;
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim();
}

function refuse(code: string, message: string): Refusal {
  return new Refusal(200, `AuthFailure.${code}`, message);
}

function missing(name: string): Refusal {
  return new Refusal(200, 'MissingParameter', `The request is missing the required parameter \`${name}\`.`);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
