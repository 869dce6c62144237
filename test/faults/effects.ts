import type { Effect } from '../../src/sandbox/fault';

/** One way to fail. `passes`: it is over when the fault is, so that an upload must get past a few of them. */
export interface NamedEffect {
  readonly name: string;
  readonly effect: Effect;
  readonly passes: boolean;
}

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
  lasting('403 AccessDenied', status(403, 'AccessDenied', 'Access Denied.')),
  lasting('404 NoSuchUpload', status(404, 'NoSuchUpload')),
  lasting('409 conflict', status(409, 'PathConflict')),
  passing('500 InternalError', status(500, 'InternalError')),
  passing('503 SlowDown', status(503, 'SlowDown')),
  passing('200 with an Error body', status(200, 'InternalError')),
  passing('wrong ETag', { type: 'wrongEtag' }),
  passing('wrong CRC-64', { type: 'wrongCrc' }),
  lasting('corrupted body', { type: 'corruptBody' }),
  passing('garbage', { type: 'garbage' }),
];

function passing(name: string, effect: Effect): NamedEffect {
  return { name, effect, passes: true };
}

function lasting(name: string, effect: Effect): NamedEffect {
  return { name, effect, passes: false };
}

function status(code: number, word: string, message?: string): Effect {
  return { type: 'status', status: code, code: word, ...(message !== undefined && { message }) };
}
