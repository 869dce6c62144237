import type { UploadOrder } from '../model';
import type { StoredPart } from './objectStore';

/** What tells a file from another one under its name, and from itself after a change: all as the system gives it. */
export interface FileMark {
  readonly bytes: number;
  readonly modifiedNs: string;
  readonly inode: string;
}

/** A part that has arrived. Bytes `[start, end)` of the file; `crc64` as unsigned decimal. */
export interface CompletedPart extends StoredPart {
  readonly start: number;
  readonly end: number;
  readonly crc64: string;
}

/**
 * How far a multipart upload has come: enough to go on with it another day. It holds no secret. `uploadId` is empty while
 * one is begun, whose id may be lost.
 */
export interface Checkpoint {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  /** When it was begun, epoch ms by the store's own clock; 0 where nobody knows. */
  readonly begunAt: number;
  readonly partBytes: number;
  readonly file: FileMark;
  readonly arrived: readonly CompletedPart[];
}

/** An upload that has stopped half-way, or may at any moment. It holds no secret. */
export interface UnfinishedUpload {
  readonly order: UploadOrder;
  readonly version: string;
  readonly point: Checkpoint;
}

/** Remembers, beyond the end of this process, how far uploads have come, and what is still to be dropped from the store. */
export interface UploadJournal {
  /** What there is to go on from; nothing that is to be dropped. Throws `journalFailed` where that cannot be told. */
  find(orderId: string): Promise<UnfinishedUpload | undefined>;
  /**
   * The same, and from now on this process moves it and no other one: of several that ask at once one gets it; not where
   * `signal` has aborted meanwhile. Throws `alreadyLocked` where another process is at it, `journalFailed` or `diskFull` where that
   * cannot be read or noted.
   */
  take(orderId: string, signal?: AbortSignal): Promise<UnfinishedUpload | undefined>;
  /** This process moves it no more: any may take it. Never rejects. */
  release(orderId: string): Promise<void>;
  /**
   * Remembers the present state; forgets the upload when there is none. Resolves when that would outlive this process;
   * never rejects: a lost note only costs time.
   */
  save(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void>;
  /** Forgets the upload, and remembers that what it has in the store is to be dropped. Never rejects. */
  abandon(dropped: UnfinishedUpload): Promise<void>;
  /** Takes note that the store has dropped it; or, where it `isGone` not, that this process gives up for now. Never rejects. */
  cleanedUp(dropped: UnfinishedUpload, isGone: boolean): Promise<void>;
  /** What is to be dropped, and no living process is at it. */
  pendingCleanups(): Promise<readonly UnfinishedUpload[]>;
  /** The orders that have, or may have, parts under this key, be they moved by this process, another one or none. */
  holders(place: Pick<Checkpoint, 'bucket' | 'key'>): Promise<readonly string[]>;
  /**
   * Whether this key is the order's from now on, for all windows and beyond the end of this process. It is not where another
   * order has it and, without `mayReplace`, not where one ever had it. Throws `journalFailed` or `diskFull` where that cannot
   * be told or noted.
   */
  claim(place: Pick<Checkpoint, 'bucket' | 'key'>, orderId: string, mayReplace: boolean): Promise<boolean>;
  /** The order's run has ended: its keys stay known as its own. What can be gone on with keeps them. Never rejects. */
  endClaims(orderId: string, end: 'finished' | 'failed'): Promise<void>;
  /**
   * Whether what is under this key can only be this order's: no other one has, had or may have stored anything there, as far
   * as this home knows. Throws `journalFailed` where that cannot be told.
   */
  isAlone(place: Pick<Checkpoint, 'bucket' | 'key'>, orderId: string): Promise<boolean>;
  /**
   * Whether, besides, the order itself has not gone on, nor arrived, by another upload since: what is under the key can only be
   * what this upload became. Throws `journalFailed` where that cannot be told.
   */
  isOnly(left: UnfinishedUpload): Promise<boolean>;
}
