import type { StoredObject } from '../../core/ports/objectStore';

/** What the store says of an object: the answer to what made it, or to a HEAD. */
export type Reported = StoredObject;

/** What the object must be. `crc64` as unsigned decimal. */
export type Expected = Pick<Required<StoredObject>, 'bytes' | 'crc64'>;

/** Whether what the store tells of is what it must be: CRC-64 decides, and what it did not tell is unknown. */
export type Verdict = { readonly kind: 'right' } | { readonly kind: 'wrong' | 'unknown'; readonly why: string };

export function judge({ bytes, crc64 }: Reported, wanted: Expected): Verdict {
  if (crc64 === wanted.crc64) return { kind: 'right' };
  if (crc64 !== undefined) return { kind: 'wrong', why: `the store's CRC-64 is ${crc64}, the file's ${wanted.crc64}` };
  if (bytes !== undefined && bytes !== wanted.bytes) {
    return { kind: 'wrong', why: `the store has ${bytes} bytes, the file ${wanted.bytes}` };
  }
  return { kind: 'unknown', why: 'the store gave no CRC-64 to compare' };
}

/** Whether two answers are of the same stored bytes: what only one of them tells proves nothing. */
export function isSameStored(a: Reported, b: Reported): boolean {
  const pairs = [
    [a.etag, b.etag],
    [a.crc64, b.crc64],
  ].filter(([one, other]) => one !== undefined && other !== undefined);
  return pairs.length > 0 && pairs.every(([one, other]) => one === other);
}

/** When an upload was begun. */
export interface Beginning {
  /** Epoch ms by the store's own clock; `undefined` where the store has not told. */
  readonly at: number | undefined;
  /** How long ago that was, ms by a clock that only goes forward; `undefined` where an earlier process began it. */
  readonly elapsedMs: number | undefined;
}

/** Whether an object was certainly stored after an upload had begun: all by the store's own clock, which tells seconds. */
export function isSince({ storedAt, toldAt }: Reported, { at, elapsedMs }: Beginning): boolean {
  if (storedAt === undefined) return false;
  if (at !== undefined) return storedAt >= at;
  return toldAt !== undefined && elapsedMs !== undefined && storedAt >= toldAt - elapsedMs - slackMs;
}

/** Whether it was certainly there before. */
export function isBefore({ storedAt }: Reported, { at }: Beginning): boolean {
  return storedAt !== undefined && at !== undefined && storedAt < at;
}

// Both times are whole seconds.
const slackMs = 2000;
