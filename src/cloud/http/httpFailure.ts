import type { Failure } from '../../core/errors';

const byStatus: Readonly<Record<number, Failure>> = {
  401: 'blockedOnTheWay',
  403: 'blockedOnTheWay',
  407: 'proxy',
  408: 'timedOut',
  413: 'bodyTooLarge',
  429: 'throttled',
  451: 'blockedOnTheWay',
};

/** Returns the failure for an HTTP status without a response of the service itself, most likely from a proxy. */
export function httpFailure(status: number): Failure {
  return byStatus[status] ?? (status >= 500 ? 'busy' : 'invalidResponse');
}
