import { isPlain } from '../http/fields';

const maxBytes = 850;

/**
 * Tells whether COS takes a key and every proxy reads it the same way: no empty or dot segments, which a proxy may remove from the
 * signed path, and no control characters.
 */
export function isSafeKey(key: string): boolean {
  const segments = key.split('/');
  return (
    Buffer.byteLength(key) <= maxBytes &&
    isPlain(key) &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}
