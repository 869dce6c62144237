import type {
  Application,
  Connection,
  DeployedPackage,
  Target,
  UploadedPackage,
  UploadGrant,
  UploadOrder,
} from './model';
import type { PackageDifference, PackageFacts } from './packageFacts';

/** What a running upload is doing. `sent` and `total` are bytes. */
export type Progress =
  | { readonly stage: 'checking' | 'asking' | 'verifying' }
  | { readonly stage: 'sending'; readonly sent: number; readonly total: number };

/** One run of a use case: it ends early, with `AppError('cancelled')`, when `signal` aborts. */
export interface Run {
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

/** The time of day. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}

/** What an upload asks a grant for. `version` is sent as `TimeVersion`. */
export interface GrantRequest {
  readonly applicationId: string;
  readonly packageName: string;
  readonly version: string;
}

/** The TEM API. Every call throws `AppError` only and ends at once, as `cancelled`, when `signal` aborts. */
export interface Tem {
  /** Resolves when the key may list applications; the cheapest call that proves a key. */
  checkKey(connection: Connection, region: string, signal: AbortSignal): Promise<void>;
  /** Every application of the region, however many pages. */
  listApplications(connection: Connection, region: string, signal: AbortSignal): Promise<readonly Application[]>;
  /** What runs in one environment; `undefined` where nothing is deployed. */
  describeDeployed(
    connection: Connection,
    region: string,
    applicationId: string,
    environmentId: string,
    signal: AbortSignal,
  ): Promise<DeployedPackage | undefined>;
  createUploadGrant(
    connection: Connection,
    region: string,
    request: GrantRequest,
    signal: AbortSignal,
  ): Promise<UploadGrant>;
}

/** A source of bytes to store. */
export interface Content {
  readonly bytes: number;
  /**
   * Exactly `bytes` bytes from the start, in pieces; each is good only until the piece after the next one, or the end, is
   * asked for. Fails with `AppError` when the source no longer has them.
   */
  pieces(): AsyncIterable<Uint8Array>;
}

/** What the store says of an object. `crc64` is CRC-64/XZ as unsigned decimal, absent when the store gives none. */
export interface StoredObject {
  readonly bytes: number;
  readonly etag: string;
  readonly crc64?: string;
  /** How long it has been there, ms by the store's own clock, to the second; absent when the store does not tell. */
  readonly ageMs?: number;
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

/** COS, for one granted key. Throws `AppError` only; `notFound` is also an upload id that the store does not know. */
export interface ObjectStore {
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
  /** Begins a multipart upload; resolves with its id. */
  beginUpload(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<string>;
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
  /** Drops a multipart upload with its parts; resolves when there was none. */
  abortUpload(connection: Connection, grant: UploadGrant, uploadId: string, signal: AbortSignal): Promise<void>;
  /** The ids of the granted key's multipart uploads that are neither completed nor aborted: the first thousand. */
  openUploads(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<readonly string[]>;
}

/** Signed-in accounts. */
export interface Connections {
  /** Throws `notSignedIn` when there is no such account any more. */
  connect(accountId: string): Promise<Connection>;
}

/** Bytes that can be read anywhere: a file, or a stored object by HTTP ranges, where every read is a round trip. */
export interface ByteSource {
  /** How a message calls it: a path, or a package with its version. */
  readonly name: string;
  readonly bytes: number;
  /**
   * The bytes of `[start, start + length)`, a range inside the source and never empty; fewer only when the source has
   * shrunk. Several reads may be under way at once.
   */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** Looks at a file before anything is sent. */
export interface PackageFile {
  /** Resolves with the size in bytes; throws `gone`, `unreadable`, `emptyPackage`, `truncatedPackage` or `badPackage`. */
  check(path: string): Promise<{ readonly bytes: number }>;
}

/** Reads what a package says of itself. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and what a source throws. */
export interface PackageReader {
  facts(source: ByteSource): Promise<PackageFacts>;
  compare(before: ByteSource, after: ByteSource): Promise<PackageDifference>;
  /** Opens a file of this machine for the time of `use`; throws `gone` or `unreadable` besides. */
  withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T>;
}

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

/** One file and its place. `application` names whose grants may differ in what they allow. */
export interface Shipment {
  readonly connection: Connection;
  /** Leave to store the file: asked for at first, and again whenever what it gave has expired. */
  readonly grant: (signal: AbortSignal) => Promise<UploadGrant>;
  readonly path: string;
  readonly application: string;
  /** Where an earlier run stopped. */
  readonly resume?: ResumePoint;
  /** Told whenever there is more to go on from; `undefined` once there is nothing to go on with. Resolves when noted. */
  readonly onPoint?: (point: ResumePoint | undefined) => Promise<void>;
}

/** Where the bytes are now: a grant renewed on the way may have named another place. `crc64` as unsigned decimal. */
export interface Shipped {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly crc64: string;
}

/** Moves one file into the granted key. */
export interface Transfer {
  /** Resolves once the store's CRC-64 equals the file's; `notResumable` when the file or the parts are others now. */
  send(shipment: Shipment, run: Run): Promise<Shipped>;
  /** Drops what an upload that will not go on has left in the store; resolves when it is gone. */
  discard(connection: Connection, grant: UploadGrant, point: ResumePoint, signal: AbortSignal): Promise<void>;
}

/** The product's own record of what it uploaded. */
export interface UploadRecords {
  add(uploaded: UploadedPackage): Promise<void>;
  of(target: Pick<Target, 'accountId' | 'region' | 'applicationId'>): readonly UploadedPackage[];
}
