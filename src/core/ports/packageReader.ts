import type { PackageDifference, PackageFacts } from '../packageFacts';

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
  /**
   * Looks at the file at a path, or at one that is open: what is checked then is what will be read. Resolves with the size
   * in bytes; throws `gone`, `unreadable`, `emptyPackage`, `truncatedPackage` or `badPackage`.
   */
  check(file: string | ByteSource): Promise<{ readonly bytes: number }>;
}

/** Reads what a package says of itself. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and what a source throws. */
export interface PackageReader {
  facts(source: ByteSource): Promise<PackageFacts>;
  compare(before: ByteSource, after: ByteSource): Promise<PackageDifference>;
  /** Opens a file of this machine for the time of `use`; throws `gone` or `unreadable` besides. */
  withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T>;
}
