import { AppError } from './errors';
import { failureConsequences } from './failureConsequences';

/** Tells whether TEM or COS understood the request and refused it, so that a repetition most likely fails too. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && failureConsequences[error.failure].refusal !== undefined;
}

/** Tells whether TEM or COS refused the request whatever the account's rights, bill and applications are. */
export function isRefusalForGood(error: unknown): error is AppError {
  return error instanceof AppError && failureConsequences[error.failure].refusal === 'forGood';
}
