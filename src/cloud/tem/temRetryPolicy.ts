import type { Failure } from '../../core/errors';
import type { RetryPolicy } from '../../core/retry';

// Nothing was done yet.
const attemptsOfAny: Partial<Record<Failure, number>> = { throttled: 5 };
// Something may have been.
const attemptsOfQuestion: Partial<Record<Failure, number>> = {
  busy: 2,
  failedInside: 2,
  timedOutInside: 2,
  ...attemptsOfAny,
};

/**
 * How an action of TEM or STS is repeated: while it is called too often; one that changes nothing also while the service is
 * busy, or stumbles.
 */
export function temRetryPolicy(action: string): RetryPolicy {
  const attempts = isQuestion(action) ? attemptsOfQuestion : attemptsOfAny;
  return { attempts: (failure) => attempts[failure], initialDelayMs: 500, maxDelayMs: 30_000 };
}

/** Whether an action changes nothing, as those that give a link or a key do not. */
function isQuestion(action: string): boolean {
  return /^(?:Describe|Generate)/.test(action) || action === 'CreateCosToken' || action === 'AssumeRole';
}
