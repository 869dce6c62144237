import { AppError, isAuthFailure } from '../errors';
import { isRefusal } from '../isRefusal';
import type { Failure } from '../failure';
import type { QueueReason } from './rollout';

/** The meaning of a failed answer to a write: another operation comes first, it was refused, or nobody knows. */
export type AnswerMeaning = QueueReason | 'refused' | 'lost';

const others: Partial<Record<Failure, QueueReason>> = {
  deploying: 'deploying',
  locked: 'locked',
  componentInstalling: 'componentInstalling',
};

// TEM answered so before it did anything, or the request never reached it.
const refusals: ReadonlySet<Failure> = new Set<Failure>([
  'notSignedIn',
  'mfaMissing',
  'addressRefused',
  'clockSkewed',
  'certificate',
  'badEndpoint',
  'throttled',
  'unsupportedRegion',
  'notFound',
  'repositoryNotReady',
  'stopped',
  'notRunningHere',
]);

/** Tells whether TEM did what it was asked to by the failure of a request that changes something. */
export function answerMeaning(error: unknown): AnswerMeaning {
  if (!(error instanceof AppError)) return 'lost';
  const { failure } = error;
  // A code that nobody knows does not say that nothing was done.
  const isRefused = failure !== 'service' && (isRefusal(error) || isAuthFailure(error) || refusals.has(failure));
  return others[failure] ?? (isRefused ? 'refused' : 'lost');
}

/** The answer to the request to begin; `error` is absent where TEM took it. */
export interface SendResult {
  readonly meaning: AnswerMeaning | 'taken';
  readonly error?: AppError;
}

/** Tells whether an answer means that another operation comes first. */
export function isQueueReason(
  meaning: SendResult['meaning'],
): meaning is 'deploying' | 'locked' | 'componentInstalling' {
  return meaning === 'deploying' || meaning === 'locked' || meaning === 'componentInstalling';
}
