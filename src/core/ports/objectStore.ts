import type { CopyBase } from '../delta/deltaPlan';
import type { Connection, UploadGrant } from '../model';

/** The maximum number of parts of a multipart upload. */
export const maxParts = 10_000;

/** The smallest part that COS takes, except for the last one; bytes. */
export const minPartBytes = 1024 * 1024;

/** A source of bytes to store. */
export interface Content {
  readonly bytes: number;
  /**
   * Yields exactly `bytes` bytes from the start; each piece is valid only until the next one, or the end, is requested.
   * Throws `AppError` when the source no longer has them.
   */
  pieces(): AsyncIterable<Uint8Array>;
}

/**
 * An object as COS reports it; fields that it left out are absent. `crc64` is CRC-64/XZ as unsigned decimal; `etag` is
 * opaque and unchanged.
 */
export interface StoredObject {
  readonly bytes?: number;
  readonly etag?: string;
  readonly crc64?: string;
  /** Times when COS stored the object and when it responded; epoch ms by the clock of COS, in whole seconds. */
  readonly storedAt?: number;
  readonly respondedAt?: number;
}

/** The sums of bytes that COS has just stored, as it reports them. */
export type StoredSums = Pick<StoredObject, 'etag' | 'crc64'>;

/** One part that COS has; `number` counts from 1. */
export interface StoredPart {
  readonly number: number;
  readonly etag: string;
}

/** One part in a response to ListParts. */
export interface ListedPart extends StoredPart {
  readonly bytes?: number;
}

/** A new multipart upload; `createdAt` is epoch ms by the clock of COS, absent where COS did not say. */
export interface CreatedUpload {
  readonly uploadId: string;
  readonly createdAt?: number;
}

/** The place of a bucket. */
export type BucketLocation = Pick<UploadGrant, 'bucket' | 'region'>;

/** The object that a request is for, and the grant that signs the request. */
export interface ObjectRequest {
  readonly connection: Connection;
  readonly grant: UploadGrant;
}

/** The multipart upload that a request is for. */
export interface UploadIdRequest extends ObjectRequest {
  readonly uploadId: string;
}

/** The early end of a request. `attempt` counts from 1 how often the caller has made the same request, for the log. */
export interface RequestOptions {
  readonly signal: AbortSignal;
  readonly attempt?: number;
}

/** The same of a request with content; `onSent` receives the bytes sent so far. */
export interface SendOptions extends RequestOptions {
  readonly onSent: (bytes: number) => void;
}

/** COS, for the key of one grant. Throws `AppError` only; `notFound` also where COS does not know the upload id. */
export interface ObjectStore {
  /** Opens up to `count` connections to a bucket for requests within the next seconds; signs nothing. Never rejects. */
  connect(
    input: { readonly connection: Connection; readonly location: BucketLocation; readonly count: number },
    options: { readonly signal: AbortSignal },
  ): Promise<void>;
  /** Stores `content` by one PUT. */
  put(input: ObjectRequest & { readonly content: Content }, options: SendOptions): Promise<StoredSums>;
  /** Reads what COS reports of the object; `undefined` where there is none. */
  head(input: ObjectRequest, options: RequestOptions): Promise<StoredObject | undefined>;
  /** Deletes the object; resolves also where there is none. */
  remove(input: ObjectRequest, options: RequestOptions): Promise<void>;
  /** Creates a multipart upload. */
  createUpload(input: ObjectRequest, options: RequestOptions): Promise<CreatedUpload>;
  /** Stores one part; the same number again replaces it. */
  uploadPart(
    input: UploadIdRequest & { readonly number: number; readonly content: Content },
    options: SendOptions,
  ): Promise<StoredSums>;
  /**
   * Makes a part of bytes `[start, end)` of another object, if that still has its ETag. Throws `copyRefused` where it has
   * another one, `notFound` where it is gone.
   */
  copyPart(
    input: UploadIdRequest & {
      readonly number: number;
      readonly base: CopyBase;
      readonly start: number;
      readonly end: number;
    },
    options: RequestOptions,
  ): Promise<StoredSums>;
  /** Joins the parts, in the order of their numbers, into the object, whose ETag is opaque. */
  completeUpload(
    input: UploadIdRequest & { readonly parts: readonly StoredPart[] },
    options: RequestOptions,
  ): Promise<StoredSums>;
  /** Lists the stored parts of a multipart upload, ordered by number. */
  listParts(input: UploadIdRequest, options: RequestOptions): Promise<readonly ListedPart[]>;
  /** Aborts a multipart upload and drops its parts; `false` where COS did not know the upload: it may be an object now. */
  abortUpload(input: UploadIdRequest, options: RequestOptions): Promise<boolean>;
  /** Lists the ids of up to a thousand multipart uploads to the granted key that are neither completed nor aborted. */
  listUploads(input: ObjectRequest, options: RequestOptions): Promise<readonly string[]>;
}
