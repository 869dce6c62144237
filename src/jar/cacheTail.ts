import type { ByteSource } from '../core/ports/packageReader';

// The end record with its longest comment, and the whole directory of a package of up to some 2,500 entries.
const tailBytes = 256 * 1024;

/** Wraps a source so that its last 256 KiB are read once, in one piece, at first use. */
export function cacheTail(source: ByteSource): ByteSource {
  const tailStart = Math.max(0, source.bytes - tailBytes);
  let tail: Promise<Uint8Array> | undefined;
  return {
    name: source.name,
    bytes: source.bytes,
    ...(source.isRemote && { isRemote: true }),
    async read(start, length) {
      if (start < tailStart) return source.read(start, length);
      tail ??= source.read(tailStart, source.bytes - tailStart);
      return (await tail).subarray(start - tailStart, start - tailStart + length);
    },
  };
}
