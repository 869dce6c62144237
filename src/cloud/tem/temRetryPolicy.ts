import type { Failure } from '../../core/errors';
import type { RetryPolicy } from '../../core/retry';

// Nothing was done yet.
const attemptsOfChange: Partial<Record<Failure, number>> = { throttled: 5 };
// Something may have been.
const attemptsOfRead: Partial<Record<Failure, number>> = {
  busy: 2,
  failedInside: 2,
  timedOutInside: 2,
  ...attemptsOfChange,
};

/**
 * Makes the policy to retry an action of TEM or STS: any while it is throttled, one that changes nothing also while the
 * service is busy or failed inside.
 */
export function temRetryPolicy(action: string): RetryPolicy {
  const attempts = isRead(action) ? attemptsOfRead : attemptsOfChange;
  return { attempts: (failure) => attempts[failure], initialDelayMs: 500, maxDelayMs: 30_000 };
}

/** Tells whether an action changes nothing; those that give a link or a credential do not. */
function isRead(action: string): boolean {
  return /^(?:Describe|Generate)/.test(action) || action === 'CreateCosToken' || action === 'AssumeRole';
}
