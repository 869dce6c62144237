import type { Connection, ReadGrant, StoredPackage } from '../model';
import type { ByteSource } from './packageReader';

/** Some of the packages below a grant's prefix, as the store orders them. `next` leads on; absent at the end. */
export interface StoredPackagesPage {
  readonly packages: readonly StoredPackage[];
  readonly next?: string;
}

/** What a download answers: `bytes` of the whole package, whatever the first piece is. `crc64` as unsigned decimal. */
export interface Download {
  readonly bytes: number;
  readonly etag: string;
  readonly crc64?: string;
  /** Where the first piece lies: what was asked for, or 0 when the store begins at the beginning. */
  readonly from: number;
  pieces(): AsyncIterable<Uint8Array>;
  /** For an answer whose pieces nobody wants. */
  drop(): void;
}

/** What is left to fetch of an object whose mark and size are known: all from `byte` on. */
export interface Rest {
  readonly byte: number;
  readonly etag: string;
  readonly bytes: number;
}

/** COS as something to list and read. Throws `AppError` only; ends at once, as `cancelled`, when `signal` aborts. */
export interface PackageStore {
  /**
   * Objects whose keys are no package's are left out; a page may be empty and still lead on. Throws `denied` where the
   * grant does not allow it.
   */
  listPackages(
    connection: Connection,
    grant: ReadGrant,
    from: string | undefined,
    signal: AbortSignal,
  ): Promise<StoredPackagesPage>;
  /**
   * A package to be read by ranges; one request for its size and mark, and one a read: it never mixes two objects. `bytes`
   * is what it was when somebody last looked: it saves a request where that still holds.
   */
  openPackage(
    connection: Connection,
    grant: ReadGrant,
    stored: Pick<StoredPackage, 'bucket' | 'key' | 'packageName' | 'version'> & Partial<Pick<StoredPackage, 'bytes'>>,
    signal: AbortSignal,
  ): Promise<ByteSource>;
  /**
   * GETs a signed URL, all of it or a rest. Throws `changedInStore` where the object is not that of `rest` any more, and
   * `linkRefused`.
   */
  download(url: string, rest: Rest | undefined, signal: AbortSignal): Promise<Download>;
}
