import type { KeptDirectory } from '../../core/ports/archiveRanges';
import type { ByteSource } from '../../core/ports/packageReader';

/** Makes a source of a package of which only the end is there: what lies before it is read as zeros. */
export function keptSource({ packageBytes, start, tail }: KeptDirectory): ByteSource {
  return {
    name: 'a kept directory',
    bytes: packageBytes,
    read(from, length) {
      if (from >= start) return Promise.resolve(tail.subarray(from - start, from - start + length));
      const bytes = new Uint8Array(length);
      const known = from + length - start;
      if (known > 0) bytes.set(tail.subarray(0, known), length - known);
      return Promise.resolve(bytes);
    },
  };
}
