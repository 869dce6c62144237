import type { Uploads } from './uploads';

/** Takes everything that has arrived off the list; the store stays as it is. */
export function clearUploadsCommand(uploads: Pick<Uploads, 'clearFinished'>) {
  // As a view's title button it is given the focused row, which is none of its business.
  return (): void => uploads.clearFinished();
}
