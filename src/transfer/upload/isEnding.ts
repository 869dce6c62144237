import { aftermath } from '../../core/aftermath';
import type { AppError } from '../../core/errors';

/**
 * Whether a failure ends an upload for good: what has arrived is of no use to it any more. After any other it may go on
 * another day, and what has arrived stays.
 */
export function isEnding(error: AppError): boolean {
  return !aftermath[error.failure].isKept;
}
