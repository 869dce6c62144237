import type { Failure } from '../../core/errors';
import { certificateCodes } from './certificateCodes';

// No connection was needed: this machine said no.
const blocks: readonly string[] = ['EACCES', 'EPERM'];
const shortages: readonly string[] = ['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'];
const silences: readonly string[] = ['ESOCKETTIMEDOUT', 'ETIMEDOUT'];
const losses: readonly string[] = [
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECANCELED',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EINVAL',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENODATA',
  'ENONET',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'EPROTO',
  'ERR_SOCKET_CLOSED',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ESERVFAIL',
  'ETIMEOUT',
];

const byCode = new Map<string, Failure>([
  ...blocks.map((code) => [code, 'blockedHere'] as const),
  ...shortages.map((code) => [code, 'tooManyOpen'] as const),
  ...silences.map((code) => [code, 'timedOut'] as const),
  ...certificateCodes.map((code) => [code, 'certificate'] as const),
  ...losses.map((code) => [code, 'offline'] as const),
]);

// A proxy's trouble is often told in the words of the connection to it.
const ofProxy =
  /tunneling socket|socket connection to proxies|ERR_PROXY|ERR_TUNNEL|\bproxy (?:authentication|connection|response|server)|statusCode=407/i;
// In this order.
const byWords: readonly (readonly [RegExp, Failure])[] = [
  [/network timeout|timed out|socket timeout/i, 'timedOut'],
  [/certificate|altnames|\bCERT_/i, 'certificate'],
  [/ERR_TLS|ERR_SSL|\bTLS\b|secure TLS/i, 'offline'],
  [/Parse Error|invalid json|HPE_|not valid JSON|maximum redirect|redirect mode/i, 'invalidResponse'],
  [/socket hang up|premature close|aborted|request to \S{1,500} failed|other side closed/i, 'offline'],
];
// What Node says of an argument: nobody has been asked anything yet.
const ofArguments = /^ERR_(?:INVALID|HTTP_INVALID|UNESCAPED|OUT_OF_RANGE|MISSING_ARGS|UNKNOWN|HTTP_HEADERS_SENT)/;

// Of words that others wrote no more is looked at.
const maxRead = 1000;

/**
 * Returns the failure for an error without any response, by its code or its message; `undefined` where it is neither the
 * system's nor the network's. An unlisted code, of which systems and resolvers have many, is a lost connection.
 */
export function networkFailure(code: string, message: string): Failure | undefined {
  const words = `${code} ${message}`.slice(0, maxRead);
  if (ofProxy.test(words)) return 'proxy';
  const known = byCode.get(code) ?? [...byCode].find(([name]) => words.includes(name))?.[1];
  const said = known ?? byWords.find(([pattern]) => pattern.test(words))?.[1];
  if (said) return said;
  return code && !ofArguments.test(code) ? 'offline' : undefined;
}
