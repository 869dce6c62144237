import type { Failure } from '../core/errors';

/** After these an upload may go on another day: what has arrived stays in the store. */
export const interruptions: ReadonlySet<Failure> = new Set<Failure>([
  'offline',
  'proxy',
  'timedOut',
  'busy',
  'throttled',
  'garbled',
  'unreadable',
  'notSignedIn',
  'noKey',
  'unknownKey',
  'wrongKey',
  'expiredKey',
  'clockSkewed',
  'denied',
  'noGrant',
  'grantExpired',
]);
