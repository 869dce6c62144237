import type { Application, Connection, DeployedPackage, Target, UploadedPackage, UploadGrant } from './model';

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
  /** A fresh stream of exactly `bytes` bytes; fails with `AppError` when the source no longer has them. */
  open(): NodeJS.ReadableStream;
}

/** What the store says of an object. `crc64` is CRC-64/XZ as unsigned decimal, absent when the store gives none. */
export interface StoredObject {
  readonly bytes: number;
  readonly etag: string;
  readonly crc64?: string;
}

/** COS, for one granted key. Throws `AppError` only. */
export interface ObjectStore {
  /** Stores `content` in one PUT; resolves with what the store answered. `onSent` gets the bytes sent so far. */
  put(
    connection: Connection,
    grant: UploadGrant,
    content: Content,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<Omit<StoredObject, 'bytes'>>;
  /** `undefined` when there is no such object. */
  head(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<StoredObject | undefined>;
  /** Removes the object; resolves when there was none. */
  remove(connection: Connection, grant: UploadGrant, signal: AbortSignal): Promise<void>;
}

/** Signed-in accounts. */
export interface Connections {
  /** Throws `notSignedIn` when there is no such account any more. */
  connect(accountId: string): Promise<Connection>;
}

/** Looks at a file before anything is sent. */
export interface PackageFile {
  /** Resolves with the size in bytes; throws `gone`, `unreadable`, `emptyPackage`, `truncatedPackage` or `badPackage`. */
  check(path: string): Promise<{ readonly bytes: number }>;
}

/** Moves one file into the granted key; resolves once the store's CRC-64 equals the file's. */
export interface Transfer {
  send(
    connection: Connection,
    grant: UploadGrant,
    path: string,
    run: Run,
  ): Promise<{ readonly bytes: number; readonly crc64: string }>;
}

/** The product's own record of what it uploaded. */
export interface UploadRecords {
  add(uploaded: UploadedPackage): Promise<void>;
  of(target: Pick<Target, 'accountId' | 'region' | 'applicationId'>): readonly UploadedPackage[];
}
