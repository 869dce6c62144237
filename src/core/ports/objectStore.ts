import type { Connection, UploadGrant } from '../model';

/** The most parts that a multipart upload may have in COS. */
export const maxParts = 10_000;

/** The least that COS takes as a part, unless it is the last one, in bytes. */
export const minPartBytes = 1024 * 1024;

/** A source of bytes to store. */
export interface Content {
  readonly bytes: number;
  /**
   * Exactly `bytes` bytes from the start, in pieces; each is good only until the next one, or the end, is asked for.
   * Fails with `AppError` when the source no longer has them.
   */
  pieces(): AsyncIterable<Uint8Array>;
}

/**
 * What the store says of an object; what is absent it did not tell. `crc64` is CRC-64/XZ as unsigned decimal; `etag` is
 * opaque, and as it was given.
 */
export interface StoredObject {
  readonly bytes?: number;
  readonly etag?: string;
  readonly crc64?: string;
  /** When it was stored, and when that was told; epoch ms by the store's own clock, to the second. */
  readonly storedAt?: number;
  readonly toldAt?: number;
}

/** What the store says of bytes that it has just taken. */
export type StoredSums = Pick<StoredObject, 'etag' | 'crc64'>;

/** Names one part of a multipart upload; `number` counts from 1. */
export interface SentPart {
  readonly uploadId: string;
  readonly number: number;
}

/** One part that the store has. */
export interface StoredPart {
  readonly number: number;
  readonly etag: string;
}

/** One part as the store lists it. */
export interface ListedPart extends StoredPart {
  readonly bytes?: number;
}

/** A multipart upload that was begun; `at` is epoch ms by the store's own clock, absent where it did not tell. */
export interface BegunUpload {
  readonly uploadId: string;
  readonly at?: number;
}

/** Where a bucket is. */
export type BucketPlace = Pick<UploadGrant, 'bucket' | 'region'>;

/** COS, for one granted key. Throws `AppError` only; `notFound` is also an upload id that the store does not know. */
export interface ObjectStore {
  /**
   * Opens up to `count` connections to a bucket, for the requests that follow within seconds; signs nothing. Never rejects.
   */
  connect(connection: Connection, place: BucketPlace, count: number, signal: AbortSignal): Promise<void>;
  /** Stores `content` in one PUT; resolves with what the store answered. `onSent` gets the bytes sent so far. */
  put(
    connection: Connection,
    grant: UploadGrant,
    content: Content,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<StoredSums>;
  /** `undefined` when there is no such object. */
  head(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** Removes the object; resolves when there was none. */
  remove(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<void>;
  /** Begins a multipart upload. */
  beginUpload(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<BegunUpload>;
  /** Stores one part; the same number again replaces it. */
  putPart(
    connection: Connection,
    grant: UploadGrant,
    part: SentPart,
    content: Content,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<StoredSums>;
  /** Makes the parts, in the order of their numbers, the object; its ETag is opaque. */
  completeUpload(
    connection: Connection,
    grant: UploadGrant,
    uploadId: string,
    parts: readonly StoredPart[],
    signal: AbortSignal,
  ): Promise<StoredSums>;
  /** The parts of a multipart upload that have arrived, in the order of their numbers. */
  listParts(
    connection: Connection,
    grant: UploadGrant,
    uploadId: string,
    signal: AbortSignal,
  ): Promise<readonly ListedPart[]>;
  /** Drops a multipart upload with its parts; resolves with whether there was one, which is then no object for sure. */
  abortUpload(connection: Connection, grant: UploadGrant, uploadId: string, signal: AbortSignal): Promise<boolean>;
  /** The ids of the granted key's multipart uploads that are neither completed nor aborted: the first thousand. */
  openUploads(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<readonly string[]>;
}
