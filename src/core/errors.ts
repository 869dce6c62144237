import type { Failure } from './failure';
import { visible } from './visible';

export type { Failure } from './failure';

const maxDetailLength = 1000;
const maxRequestIdLength = 100;

/**
 * The only error that crosses the border of a module. `detail` is plain English without secrets and signed URLs: one line
 * of at most 1,000 UTF-16 units, made safe to show and to log whoever wrote it.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly detail: string;
  readonly requestId: string | undefined;
  /** The account that was called with; set where its calls are observed. */
  accountId: string | undefined;
  /** Time at which the job began that called, in ms of `performance.now()`; set there as well. */
  askedAt: number | undefined;

  constructor(
    readonly failure: Failure,
    detail: string,
    requestId?: string,
    options?: ErrorOptions,
  ) {
    const shown = visible(detail, maxDetailLength);
    super(`${failure}: ${shown}`, options);
    this.detail = shown;
    this.requestId = requestId && visible(requestId, maxRequestIdLength);
  }
}

/** Makes the error of work that was aborted. */
export function cancelledError(): AppError {
  return new AppError('cancelled', 'it was stopped');
}

const authFailures: ReadonlySet<Failure> = new Set<Failure>([
  'unknownKey',
  'wrongKey',
  'expiredKey',
  'noKey',
  'profileUnreadable',
  'machineRole',
  'podRole',
  'cliKeyExpired',
  'cliLoginEnded',
  'roleDenied',
  'roleUnknown',
  'roleInvalid',
  'roleKeyRefused',
]);

/**
 * Tells whether a failure is that of the credential or of the role to assume: rejected, not for this product, or no longer
 * in its source. No request can succeed with it.
 */
export function isAuthFailure(error: unknown): error is AppError {
  return error instanceof AppError && authFailures.has(error.failure);
}
