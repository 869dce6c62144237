import type { Failure } from '../core/errors';

/** What an HTTP status means that came without an answer of the service itself: most likely from something between. */
export function httpFailure(status: number): Failure {
  if (status === 407) return 'proxy';
  if (status === 408) return 'timedOut';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'busy' : 'garbled';
}
