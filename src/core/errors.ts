import { aftermath } from './aftermath';
import type { Failure } from './failure';
import { visible } from './visible';

export type { Failure } from './failure';

const maxDetailLength = 1000;
const maxRequestIdLength = 100;

/**
 * The only error that crosses a room's border. `detail` is plain English and carries no secret and no signed URL. Whatever
 * others wrote into it, it is fit to be shown and logged: one line, of bounded length.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly detail: string;
  readonly requestId: string | undefined;

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

/** The outcome of what somebody stopped. */
export function cancelledError(): AppError {
  return new AppError('cancelled', 'it was stopped');
}

const ofKey: ReadonlySet<Failure> = new Set<Failure>([
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
 * Whether a failure is the key's own: refused, not for us, or no longer where it was read from; or that of the role it is to
 * assume. No question can go well with it.
 */
export function isAuthFailure(error: unknown): error is AppError {
  return error instanceof AppError && ofKey.has(error.failure);
}

/** Whether TEM or its store has understood the question and will not: asked again it most likely says the same. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && aftermath[error.failure].refusal !== undefined;
}

/** Whether the store will not, be the account's rights, its bill and its applications as they may. */
export function isRefusalForGood(error: unknown): error is AppError {
  return error instanceof AppError && aftermath[error.failure].refusal === 'forGood';
}
