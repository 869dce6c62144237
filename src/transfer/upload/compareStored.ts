import type { StoredObject } from '../../core/ports/objectStore';

/** An object as COS reports it, in response to the request that stored it or to a HEAD. */
export type Reported = StoredObject;

/** The object as it must be. `crc64` as unsigned decimal. */
export type Expected = Pick<Required<StoredObject>, 'bytes' | 'crc64'>;

/** Tells whether an object is the expected one; `unknown` where COS does not report enough to tell. */
export type Comparison =
  { readonly kind: 'match' } | { readonly kind: 'mismatch' | 'unknown'; readonly mismatchReason: string };

/** Compares what COS reports with what was sent: CRC-64 decides, the size only where there is none. */
export function compare({ bytes, crc64 }: Reported, expected: Expected): Comparison {
  if (crc64 === expected.crc64) return { kind: 'match' };
  if (crc64 !== undefined) {
    return {
      kind: 'mismatch',
      mismatchReason: `COS returned CRC-64 ${crc64}, the CRC-64 of the file is ${expected.crc64}`,
    };
  }
  if (bytes !== undefined && bytes !== expected.bytes) {
    return { kind: 'mismatch', mismatchReason: `COS has ${bytes} bytes, the file has ${expected.bytes}` };
  }
  return { kind: 'unknown', mismatchReason: 'COS returned no CRC-64 to compare' };
}

/** Tells whether two responses are about the same stored bytes: a sum that only one of them has proves nothing. */
export function hasSameSums(a: Reported, b: Reported): boolean {
  const pairs = [
    [a.etag, b.etag],
    [a.crc64, b.crc64],
  ].filter(([one, other]) => one !== undefined && other !== undefined);
  return pairs.length > 0 && pairs.every(([one, other]) => one === other);
}
