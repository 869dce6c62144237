import type { UploadOrder } from '../model';
import type { StoredPart } from './objectStore';

/** What tells a file from another one under its name, and from itself after a change: all as the system gives it. */
export interface FileMark {
  readonly bytes: number;
  readonly modifiedNs: string;
  readonly inode: string;
}

/** A part that has arrived. Bytes `[start, end)` of the file; `crc64` as unsigned decimal. */
export interface ArrivedPart extends StoredPart {
  readonly start: number;
  readonly end: number;
  readonly crc64: string;
}

/**
 * How far a multipart upload has come: enough to go on with it another day. It holds no secret. `uploadId` is empty while
 * one is begun, whose id may be lost.
 */
export interface ResumePoint {
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  /** When it was begun, epoch ms by the store's own clock; 0 where nobody knows. */
  readonly begunAt: number;
  readonly partBytes: number;
  readonly file: FileMark;
  readonly arrived: readonly ArrivedPart[];
}

/** An upload that has stopped half-way, or may at any moment. It holds no secret. */
export interface UnfinishedUpload {
  readonly order: UploadOrder;
  readonly version: string;
  readonly point: ResumePoint;
}

/** Remembers, beyond the end of this process, how far uploads have come, and what is still to be dropped from the store. */
export interface UploadJournal {
  /** What there is to go on from; nothing that is to be dropped. */
  find(orderId: string): Promise<UnfinishedUpload | undefined>;
  /**
   * The same, and from now on this process moves it and no other one: of several that ask at once one gets it. Throws
   * `takenUp` where another process is at it.
   */
  take(orderId: string): Promise<UnfinishedUpload | undefined>;
  /** This process moves it no more: any may take it. Never rejects. */
  letGo(orderId: string): Promise<void>;
  /**
   * Remembers the present state; forgets the upload when there is none. Resolves when that would outlive this process;
   * never rejects: a lost note only costs time.
   */
  note(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void>;
  /** Forgets the upload, and remembers that what it has in the store is to be dropped. Never rejects. */
  drop(dropped: UnfinishedUpload): Promise<void>;
  /** Takes note that the store has dropped it; or, where it `isGone` not, that this process gives up for now. Never rejects. */
  dropped(dropped: UnfinishedUpload, isGone: boolean): Promise<void>;
  /** What is to be dropped, and no living process is at it. */
  toDrop(): Promise<readonly UnfinishedUpload[]>;
  /** The orders that have, or may have, parts under this key, be they moved by this process, another one or none. */
  holders(place: Pick<ResumePoint, 'bucket' | 'key'>): Promise<readonly string[]>;
}
