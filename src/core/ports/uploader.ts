import type { Connection, UploadGrant } from '../model';
import type { ByteSource } from './packageReader';
import type { BucketPlace } from './objectStore';
import type { ProgressContext } from './progressContext';
import type { Checkpoint } from './uploadJournal';

/** One file and its place. `application` names whose grants may differ in what they allow. */
export interface UploadRequest {
  readonly connection: Connection;
  /** Leave to store the file: asked for at first, and again whenever what it gave has expired. */
  readonly grant: (signal: AbortSignal) => Promise<UploadGrant>;
  readonly path: string;
  /** Rejects where the file, which is open from then on until it has been sent, is not to be sent. */
  readonly check?: (file: ByteSource) => Promise<void>;
  readonly application: string;
  /** Where the object will most likely be; the grant decides. */
  readonly likely?: BucketPlace;
  /** Where an earlier run stopped. */
  readonly checkpoint?: Checkpoint;
  /** Told whenever there is more to go on from; `undefined` once there is nothing to go on with. Resolves when noted. */
  readonly onCheckpoint?: (point: Checkpoint | undefined) => Promise<void>;
  /** Told that there is nothing to go on with, and that this is still to be dropped from the store. Resolves when noted. */
  readonly onAbandon?: (point: Checkpoint) => Promise<void>;
  /** Told that the store has dropped it, or could not be made to; maybe long after the end of `send`. */
  readonly onCleanedUp?: (point: Checkpoint, isGone: boolean) => Promise<void>;
  /** Whether no other upload that is known here goes, or went, to the same key: else nothing there is removed as stray. */
  readonly isAlone?: (place: Pick<Checkpoint, 'bucket' | 'key'>) => Promise<boolean>;
}

/** Where the bytes are now: a grant renewed on the way may have named another place. `crc64` as unsigned decimal. */
export interface UploadResult {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly crc64: string;
}

/** Moves one file into the granted key. */
export interface Uploader {
  /** Starts what an upload that may come soon would wait for, and sends nothing. */
  prepare(): void;
  /**
   * Resolves once the store's CRC-64 equals the file's; `notResumable` when the file or the parts are others now,
   * `unverified` where all has been sent and the store tells no CRC-64.
   */
  upload(shipment: UploadRequest, run: ProgressContext): Promise<UploadResult>;
  /**
   * Drops what an upload that will not go on has left in the store; resolves when it is gone. An object that it may have
   * become goes only where the store has its parts no more, and `isOnly`: where nothing else can have become it.
   */
  discard(
    connection: Connection,
    grant: UploadGrant,
    point: Checkpoint,
    signal: AbortSignal,
    isOnly?: () => Promise<boolean>,
  ): Promise<void>;
}
