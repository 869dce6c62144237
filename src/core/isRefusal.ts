import { AppError, type Failure } from './errors';

const refusals: ReadonlySet<Failure> = new Set<Failure>([
  'denied',
  'grantRefused',
  'grantUnfit',
  'invalid',
  'noGrant',
  'notOffered',
  'service',
]);
const forGood: ReadonlySet<Failure> = new Set<Failure>(['grantRefused', 'grantUnfit', 'invalid', 'notOffered']);

/** Whether TEM or its store has understood the question and will not: asked again it most likely says the same. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && refusals.has(error.failure);
}

/** Whether the store will not, be the account's rights, its bill and its applications as they may. */
export function isRefusalForGood(error: unknown): error is AppError {
  return error instanceof AppError && forGood.has(error.failure);
}
