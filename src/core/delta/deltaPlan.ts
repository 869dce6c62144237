import type { UploadGrant } from '../model';

/** A stored object whose bytes may be copied, as it was when its directory was read: `etag` is opaque. */
export interface CopyBase extends Pick<UploadGrant, 'bucket' | 'region' | 'key'> {
  readonly etag: string;
  readonly bytes: number;
}

/**
 * Bytes `[start, end)` of a file that stand at `baseStart` of the base as well, as far as two ZIP directories tell: only the
 * CRC-64 of the copied part proves it.
 */
export interface EqualRange {
  readonly start: number;
  readonly end: number;
  readonly baseStart: number;
}

/** The bytes of a file that COS has already. `ranges` are ordered by `start` and do not overlap. */
export interface Reusable {
  readonly base: CopyBase;
  readonly ranges: readonly EqualRange[];
}

/** Bytes `[start, end)` of the file as one part; with `copyFrom` equal bytes of the base begin there, which may be copied. */
export interface DeltaPart {
  readonly start: number;
  readonly end: number;
  readonly copyFrom?: number;
}

/** The parts of an upload that copies from a base: ordered, without gaps, from 0 to the end of the file. */
export interface DeltaPlan {
  readonly base: CopyBase;
  readonly parts: readonly DeltaPart[];
}
