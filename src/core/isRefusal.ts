import { aftermath } from './aftermath';
import { AppError } from './errors';

/** Whether TEM or its store has understood the question and will not: asked again it most likely says the same. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && aftermath[error.failure].refusal !== undefined;
}

/** Whether the store will not, be the account's rights, its bill and its applications as they may. */
export function isRefusalForGood(error: unknown): error is AppError {
  return error instanceof AppError && aftermath[error.failure].refusal === 'forGood';
}
