import type { Failure } from './failure';
import { visible } from './visible';

export type { Failure } from './failure';

const longestDetail = 1000;
const longestRequestId = 100;

/**
 * The only error that crosses a room's border. `detail` is plain English and carries no secret and no signed URL. Whatever
 * others wrote into it, it is fit to be shown and logged: one line, of bounded length.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly detail: string;
  readonly requestId: string | undefined;

  constructor(
    readonly failure: Failure,
    detail: string,
    requestId?: string,
    options?: ErrorOptions,
  ) {
    const shown = visible(detail, longestDetail);
    super(`${failure}: ${shown}`, options);
    this.detail = shown;
    this.requestId = requestId && visible(requestId, longestRequestId);
  }
}
