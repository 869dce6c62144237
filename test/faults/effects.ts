import { gzipSync } from 'node:zlib';
import type { Effect } from '../../src/sandbox/fault';

/** One way to fail. `passes`: how many of them in a row an upload must get past, since each is over when the fault is. */
export interface NamedEffect {
  readonly name: string;
  readonly effect: Effect;
  readonly passes: number;
  /** Why more than the file may be sent in all. */
  readonly sendsMore?: string;
}

const html = { 'Content-Type': 'text/html' };
const elsewhere = 'http://127.0.0.1:9/elsewhere';
// More, unpacked, than anybody may answer.
const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));

const moments = ['beforeBody', 'afterBody', 'beforeAnswer'] as const;

/** Every fault of the sandbox. */
export const effects: readonly NamedEffect[] = [
  ...moments.map((when) => passing(`reset ${when}`, { type: 'reset', when })),
  ...moments.map((when) => passing(`hang ${when}`, { type: 'hang', when })),
  passing('truncated answer', { type: 'truncateAnswer' }),
  passing('400 BadDigest', status(400, 'BadDigest')),
  passing('400 IncompleteBody', status(400, 'IncompleteBody')),
  passing('400 RequestTimeout', status(400, 'RequestTimeout')),
  passing('400 UserNetworkTooSlow', status(400, 'UserNetworkTooSlow')),
  passing('403 ExpiredToken', status(403, 'ExpiredToken')),
  passing('403 AccessDenied, expired', status(403, 'AccessDenied', 'Request has expired')),
  renewing('403 AccessDenied', status(403, 'AccessDenied', 'Access Denied.')),
  renewing('403 SignatureDoesNotMatch', status(403, 'SignatureDoesNotMatch')),
  renewing('403 InvalidAccessKeyId', status(403, 'InvalidAccessKeyId')),
  { ...lasting('404 NoSuchUpload', status(404, 'NoSuchUpload')), sendsMore: 'the parts are gone' },
  passing('408', status(408, 'SomethingNew')),
  passing('409 conflict', status(409, 'PathConflict')),
  { ...lasting('413', status(413, 'SomethingNew')), sendsMore: 'what is cut into smaller parts goes again' },
  passing('429', status(429, 'SomethingNew')),
  passing('500 InternalError', status(500, 'InternalError')),
  passing('503 SlowDown', status(503, 'SlowDown')),
  passing('200 with an Error body', status(200, 'InternalError')),
  passing('wrong ETag', { type: 'wrongEtag' }),
  { ...passing('wrong CRC-64', { type: 'wrongCrc' }), sendsMore: 'the store says that it has other bytes' },
  { ...lasting('corrupted body', { type: 'corruptBody' }), sendsMore: 'the store has other bytes' },
  passing('no ETag', { type: 'lacks', headers: ['etag'] }),
  passing('no CRC-64', { type: 'lacks', headers: ['x-cos-hash-crc64ecma'] }),
  passing('neither ETag nor CRC-64', { type: 'lacks', headers: ['etag', 'x-cos-hash-crc64ecma'] }),
  passing('no Date', { type: 'lacks', headers: ['date'] }),
  passing('a log-in page', { type: 'intercept', status: 200, headers: html, body: '<html>Log in</html>' }),
  passing("a gateway's 404", { type: 'intercept', status: 404, headers: html, body: '<html>Not found</html>' }),
  ...[301, 302, 303, 307, 308].map((code) =>
    passing(`${code} elsewhere`, { type: 'intercept', status: code, headers: { Location: elsewhere }, body: '' }),
  ),
  passing('a gzip bomb', { type: 'intercept', status: 200, headers: { 'Content-Encoding': 'gzip' }, body: bomb }),
  passing('garbage', { type: 'garbage' }),
];

function passing(name: string, effect: Effect): NamedEffect {
  return { name, effect, passes: 2 };
}

/** Over with another grant, which is asked for once. */
function renewing(name: string, effect: Effect): NamedEffect {
  return { name, effect, passes: 1 };
}

function lasting(name: string, effect: Effect): NamedEffect {
  return { name, effect, passes: 0 };
}

function status(code: number, word: string, message?: string): Effect {
  return { type: 'status', status: code, code: word, ...(message !== undefined && { message }) };
}
