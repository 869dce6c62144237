import { AppError } from '../../core/errors';

/** Takes TEM's refusal where nothing of an application runs as the value it stands for; rethrows any other error. */
export function unlessNotRunning<T>(error: unknown, nothing: T): T {
  if (error instanceof AppError && error.failure === 'notRunningHere') return nothing;
  throw error;
}
