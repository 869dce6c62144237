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
  /** When it was begun; epoch ms. */
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

/** Remembers, beyond the end of this process, how far uploads have come. */
export interface UploadJournal {
  find(orderId: string): Promise<UnfinishedUpload | undefined>;
  /**
   * Remembers the present state; forgets the upload when there is none. Resolves when that would outlive this process;
   * never rejects: a lost note only costs time.
   */
  note(orderId: string, unfinished: UnfinishedUpload | undefined): Promise<void>;
}
