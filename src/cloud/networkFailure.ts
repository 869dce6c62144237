import type { Failure } from '../core/errors';

const byCode = new Map(
  Object.entries<Failure>({
    EADDRNOTAVAIL: 'offline',
    EAI_AGAIN: 'offline',
    EAI_FAIL: 'offline',
    ECONNABORTED: 'offline',
    ECONNREFUSED: 'offline',
    ECONNRESET: 'offline',
    EHOSTDOWN: 'offline',
    EHOSTUNREACH: 'offline',
    ENETDOWN: 'offline',
    ENETUNREACH: 'offline',
    ENOTFOUND: 'offline',
    ENETRESET: 'offline',
    ENOBUFS: 'offline',
    ENOTCONN: 'offline',
    EPIPE: 'offline',
    ERR_STREAM_DESTROYED: 'offline',
    EPROTO: 'offline',
    ESOCKETTIMEDOUT: 'timedOut',
    ETIMEDOUT: 'timedOut',
  }),
);

// In this order: a proxy's trouble is often told in the words of the connection to it.
const byWords: readonly (readonly [RegExp, Failure])[] = [
  [
    /tunneling socket|socket connection to proxies|ERR_PROXY|ERR_TUNNEL|\bproxy (?:authentication|connection|response|server)|statusCode=407/i,
    'proxy',
  ],
  [/network timeout|timed out|socket timeout/i, 'timedOut'],
  [/certificate|altnames|\bCERT_|ERR_TLS|ERR_SSL|\bTLS\b|secure TLS/i, 'offline'],
  [/Parse Error|invalid json|HPE_|not valid JSON|maximum redirect|redirect mode/i, 'garbled'],
  [/socket hang up|premature close|aborted|request to \S{1,500} failed|other side closed/i, 'offline'],
];

// Of words that others wrote no more is looked at.
const mostRead = 1000;

/** What an error without any answer means, from its system code or its words; `undefined` when neither is known. */
export function networkFailure(code: string, message: string): Failure | undefined {
  const words = `${code} ${message}`.slice(0, mostRead);
  const [proxy, ...others] = byWords;
  if (proxy?.[0].test(words)) return proxy[1];
  const known = byCode.get(code) ?? [...byCode].find(([name]) => words.includes(name))?.[1];
  return known ?? others.find(([pattern]) => pattern.test(words))?.[1];
}
