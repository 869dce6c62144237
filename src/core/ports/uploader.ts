import type { Reusable } from '../delta/deltaPlan';
import type { Connection, UploadGrant } from '../model';
import type { SomePaths } from '../packageCheck/archiveFinding';
import type { ByteSource } from './packageReader';
import type { BucketLocation } from './objectStore';
import type { ProgressContext } from './progressContext';
import type { CallOptions } from './tem';
import type { Checkpoint, ObjectPlace } from './uploadJournal';

/** One file to upload. Applications may differ in what their grants allow, so `application` identifies whose grant it is. */
export interface UploadRequest {
  readonly connection: Connection;
  /** Requests a grant: first when the upload starts, again whenever the last one has expired. */
  readonly grant: (signal: AbortSignal) => Promise<UploadGrant>;
  readonly path: string;
  /** Rejects where the file, which stays open until it is sent, must not be uploaded. */
  readonly check?: (file: ByteSource) => Promise<void>;
  /**
   * Finds what in the file is damaged, while it is sent: with any of that the upload ends as `damagedEntries` before there is an
   * object. What it rejects with counts as no damage.
   */
  readonly findDamage?: (file: ByteSource, options: CallOptions) => Promise<SomePaths>;
  /**
   * Finds what of the file COS has already, so that it can be copied: called once, unless the upload resumes, while the grant is
   * requested. Never rejects; takes no longer than a person would want to wait for it.
   */
  readonly findReusable?: (file: ByteSource, options: CallOptions) => Promise<Reusable | undefined>;
  /** Tells whether what an earlier run has found may be copied, now that the upload resumes; else that is sent. */
  readonly mayCopy?: () => boolean;
  /** Called when COS refused to copy: not what was not there or had changed, but any copy. */
  readonly onCopyRefused?: () => void;
  readonly application: string;
  /** The most likely bucket of the object; the grant decides. */
  readonly likelyLocation?: BucketLocation;
  /** The state in which an earlier run stopped. */
  readonly checkpoint?: Checkpoint;
  /** Called with each new checkpoint, or `undefined` when the upload can no longer be resumed. Must resolve once it is on disk. */
  readonly onCheckpoint?: (checkpoint: Checkpoint | undefined) => Promise<void>;
  /** Called when the upload can no longer be resumed and COS still has its parts. Must resolve once that is on disk. */
  readonly onAbandon?: (checkpoint: Checkpoint) => Promise<void>;
  /** Called when COS has dropped those parts, or would not; possibly long after the upload has ended. */
  readonly onCleanedUp?: (checkpoint: Checkpoint, isGone: boolean) => Promise<void>;
  /** Tells whether no other known upload has, or had, the same key: only then an unknown upload or object there may be removed. */
  readonly isAlone?: (place: ObjectPlace) => Promise<boolean>;
}

/**
 * The stored object; a renewed grant may have moved it to another bucket or key. `crc64` as unsigned decimal; `etag` where COS
 * reported it; `copiedBytes`, where there are any: those that COS copied from another object.
 */
export interface UploadResult {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly crc64: string;
  readonly etag?: string;
  readonly copiedBytes?: number;
}

/** The leftovers of an ended upload in COS. */
export interface DiscardRequest {
  readonly connection: Connection;
  readonly grant: UploadGrant;
  readonly checkpoint: Checkpoint;
  /** Tells whether nothing but this upload can have become the object; without it the object stays. */
  readonly isOnly?: () => Promise<boolean>;
}

/** Uploads one file to the granted key. */
export interface Uploader {
  /** Starts the reading thread ahead of an upload that may come soon; sends nothing. */
  prepare(): void;
  /**
   * Uploads the file; resolves once the CRC-64 that COS reports equals the file's. Throws `AppError`: `notResumable` when the
   * file or the parts have changed, `damagedEntries`, `unverified` when everything was sent and COS reports no CRC-64.
   */
  upload(request: UploadRequest, context: ProgressContext): Promise<UploadResult>;
  /**
   * Aborts the multipart upload of a checkpoint; resolves when its parts are gone. Where COS has the parts no more, removes the
   * object that they became, if `isOnly` confirms that nothing else can have become it.
   */
  discard(request: DiscardRequest, options: { readonly signal: AbortSignal }): Promise<void>;
}
