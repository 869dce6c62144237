import { label } from '../http/fields';

/** Reads the file name of a package where TEM gives it: documented as `/name.jar`, and seen as the whole path in COS. */
export function packageNameIn(value: unknown): string {
  const path = label(value);
  return path.slice(path.lastIndexOf('/') + 1);
}
