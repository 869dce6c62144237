import { AppError, type Failure } from './errors';

const ofKey: ReadonlySet<Failure> = new Set<Failure>(['unknownKey', 'wrongKey', 'expiredKey', 'noKey']);

/** Whether a failure is the key's own: refused, or no longer where it was read from. No question can go well with it. */
export function isOfKey(error: unknown): error is AppError {
  return error instanceof AppError && ofKey.has(error.failure);
}
