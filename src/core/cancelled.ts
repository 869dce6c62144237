import { AppError } from './errors';

/** The outcome of what somebody stopped. */
export function cancelled(): AppError {
  return new AppError('cancelled', 'it was stopped');
}
