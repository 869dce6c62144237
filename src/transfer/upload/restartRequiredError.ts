import type { AppError } from '../../core/errors';

/** The parts so far are worth nothing (any more): the upload must begin again. `cause` is why, for when it may not. */
export class RestartRequiredError extends Error {
  override readonly name = 'Restart';
  constructor(override readonly cause: AppError) {
    super(cause.message);
  }
}
