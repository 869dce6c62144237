import { visible } from '../../core/visible';

const maxLength = 160;

/** Gives the last part of a path, whichever way its slashes go, as a name to show. */
export function fileName(path: string): string {
  return visible(path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1), maxLength);
}
