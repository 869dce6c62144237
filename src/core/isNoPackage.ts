import { AppError } from './errors';

/** Tells whether a failure is that of a file which is no whole package. */
export function isNoPackage(error: unknown): error is AppError {
  return error instanceof AppError && ['badPackage', 'truncatedPackage', 'emptyPackage'].includes(error.failure);
}
