import { isPlain } from '../http/fields';

const maxBytes = 850;

/**
 * Whether a key is one that COS takes, and that means the same to everything on the way: no dot segments and no empty
 * ones, which a proxy may take out of the signed path, and no control characters.
 */
export function isSafeKey(key: string): boolean {
  const segments = key.split('/');
  return (
    Buffer.byteLength(key) <= maxBytes &&
    isPlain(key) &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}
