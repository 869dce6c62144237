import { AppError, type Failure } from './errors';

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
export function isOfKey(error: unknown): error is AppError {
  return error instanceof AppError && ofKey.has(error.failure);
}
