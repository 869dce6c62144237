import type { CopyBase } from '../delta/deltaPlan';
import type { Connection, ReadGrant, StoredPackage } from '../model';
import type { ByteSource } from './packageReader';

/** One page of the packages below a grant's prefix, in the order of COS. `next` continues the list; absent at its end. */
export interface StoredPackagesPage {
  readonly packages: readonly StoredPackage[];
  readonly next?: string;
}

/** The response to a download: `bytes` of the whole package, wherever the first piece starts. `crc64` as unsigned decimal. */
export interface Download {
  readonly bytes: number;
  readonly etag: string;
  readonly crc64?: string;
  /** The offset of the first piece: the requested one, or 0 where COS starts from the beginning. */
  readonly from: number;
  pieces(): AsyncIterable<Uint8Array>;
  /** Closes the response without reading it. */
  drop(): void;
}

/** The rest of an object with a known ETag and size: everything from `byte` on. */
export interface DownloadRange {
  readonly byte: number;
  readonly etag: string;
  readonly bytes: number;
}

/** A page of a listing: the first one, or the one that continues at `from`. */
export interface ListPackagesRequest {
  readonly connection: Connection;
  readonly grant: ReadGrant;
  readonly from?: string | undefined;
}

/** A package to read. `bytes` is its size at the last listing: it saves a request where it still holds. */
export interface OpenPackageRequest {
  readonly connection: Connection;
  readonly grant: ReadGrant;
  readonly storedPackage: Pick<StoredPackage, 'bucket' | 'key' | 'packageName' | 'version'> &
    Partial<Pick<StoredPackage, 'bytes'>>;
}

/** A stored package, open to be read by ranges, and the object that all of it is read from. */
export interface StoredSource extends ByteSource {
  readonly object: CopyBase;
}

/** The size of an object; its CRC-64 as unsigned decimal and the time of its upload (epoch ms) where COS tells them. */
export interface PackageMeasure {
  readonly bytes: number;
  readonly crc64?: string;
  readonly modifiedAt?: number;
}

/** The early end of a request. */
interface Options {
  readonly signal: AbortSignal;
}

/** COS as something to list and read. Throws `AppError` only; ends at once, as `cancelled`, when `signal` aborts. */
export interface PackageStore {
  /**
   * Lists packages and leaves out objects whose keys are no package's; a page may be empty and still have a next one. Throws
   * `denied` where the grant does not allow listing.
   */
  listPackages(request: ListPackagesRequest, options: Options): Promise<StoredPackagesPage>;
  /** Opens a package to be read by ranges: one request for size and ETag and one a read, never mixing two objects. */
  openPackage(request: OpenPackageRequest, options: Options): Promise<StoredSource>;
  /**
   * Asks for the size of a package and, where COS tells it, its CRC-64 as unsigned decimal: one request. Throws `notFound` where COS
   * has none under that key.
   */
  measurePackage(request: OpenPackageRequest, options: Options): Promise<PackageMeasure>;
  /**
   * GETs a signed URL, the whole object or a range. Throws `changedInStore` where the object is no longer that of `range`,
   * and `linkRefused`.
   */
  download(
    request: { readonly url: string; readonly range?: DownloadRange | undefined },
    options: Options,
  ): Promise<Download>;
}
