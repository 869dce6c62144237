import type { DeltaPlan } from '../delta/deltaPlan';
import type { UploadOrder } from '../model';
import type { StoredPart } from './objectStore';

/** Identifies a file among others of its name, and a changed one from its former state; all as the system reports it. */
export interface FileMark {
  readonly bytes: number;
  readonly modifiedNs: string;
  readonly inode: string;
}

/** A part that COS has stored. Bytes `[start, end)` of the file; `crc64` as unsigned decimal; `isCopied`: by COS, from the base. */
export interface CompletedPart extends StoredPart {
  readonly start: number;
  readonly end: number;
  readonly crc64: string;
  readonly isCopied?: true;
}

/**
 * The state of a multipart upload from which it can be resumed; contains no secret. `uploadId` is empty while
 * InitiateMultipartUpload is pending, so that its id may be lost.
 */
export interface Checkpoint {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  /** Time when the upload was created, epoch ms by the clock of COS; 0 where unknown. */
  readonly begunAt: number;
  /** The size of all parts but the last; where `delta` is set, the largest. */
  readonly partBytes: number;
  readonly file: FileMark;
  readonly completedParts: readonly CompletedPart[];
  /** Set where some parts may be copied, so that their sizes differ. */
  readonly delta?: DeltaPlan;
}

/** The bucket and key of an object. */
export type ObjectPlace = Pick<Checkpoint, 'bucket' | 'key'>;

/** An upload that has stopped half-way, or may at any moment; contains no secret. */
export interface UnfinishedUpload {
  readonly order: UploadOrder;
  readonly version: string;
  readonly checkpoint: Checkpoint;
}

/** Remembers checkpoints and pending cleanups across restarts, for all windows of this home. */
export interface UploadJournal {
  /** Reads what an order can resume from; nothing that is pending cleanup. Throws `journalFailed` where that is unreadable. */
  find(orderId: string): Promise<UnfinishedUpload | undefined>;
  /**
   * Reads the same and locks the order for this process: of several callers one succeeds, and none once `signal` has aborted.
   * Throws `alreadyLocked` where another process has the lock, `journalFailed` or `diskFull` where the journal cannot be read
   * or written.
   */
  take(orderId: string, signal?: AbortSignal): Promise<UnfinishedUpload | undefined>;
  /** Releases the lock of `take`. Never rejects. */
  release(orderId: string): Promise<void>;
  /**
   * Saves the present state, or forgets the upload where there is none. Resolves once that is on disk; never rejects: a lost
   * checkpoint only costs time.
   */
  save(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void>;
  /** Forgets the upload and remembers that its parts in COS are pending cleanup. Never rejects. */
  abandon(upload: UnfinishedUpload): Promise<void>;
  /** Records that COS has dropped the parts or, without `isGone`, that this process gives up for now. Never rejects. */
  cleanedUp(upload: UnfinishedUpload, isGone: boolean): Promise<void>;
  /** Lists pending cleanups that no living process runs. */
  pendingCleanups(): Promise<readonly UnfinishedUpload[]>;
  /** Lists the orders that have, or may have, parts under a key, whichever process runs them, or none. */
  holders(place: ObjectPlace): Promise<readonly string[]>;
  /**
   * Claims a key for an order, for all windows and across restarts; `false` where another order has the key or, without
   * `mayReplace`, ever had it. Throws `journalFailed` or `diskFull` where that cannot be read or written.
   */
  claim(place: ObjectPlace, orderId: string, mayReplace: boolean): Promise<boolean>;
  /** Ends the claims of an order whose run has ended; a resumable upload keeps its own. Never rejects. */
  endClaims(orderId: string, end: 'finished' | 'failed'): Promise<void>;
  /**
   * Tells whether the object under a key can only be this order's: as far as this home knows, no other order has, had or may have
   * stored there. Throws `journalFailed` where that cannot be read.
   */
  isAlone(place: ObjectPlace, orderId: string): Promise<boolean>;
  /**
   * Tells, in addition, whether the order has neither resumed nor finished by another upload since, so that the object can only be
   * what this upload became. Throws `journalFailed` where that cannot be read.
   */
  isOnly(upload: UnfinishedUpload): Promise<boolean>;
}
