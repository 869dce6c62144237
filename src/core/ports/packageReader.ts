import type { ArchiveFinding, SomePaths } from '../packageCheck/archiveFinding';
import type { PackageRole } from '../packageCheck/packageRole';
import type { PackageDifference, PackageFacts, PackageKind } from '../packageFacts';

/** Bytes with random access: a file, or a stored object by HTTP ranges, where every read is a round trip. */
export interface ByteSource {
  /** The name in messages: a path, or a package with its version. */
  readonly name: string;
  readonly bytes: number;
  /** True where each read is a round trip over a network: then less is looked at. */
  readonly isRemote?: boolean;
  /**
   * Reads `[start, start + length)`, a range inside the source and never empty; fewer bytes only when the source has shrunk.
   * Several reads may run at once.
   */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** Checks a file before anything is sent. */
export interface PackageFile {
  /**
   * Checks the file at a path, or an open one, whose checked bytes are then the sent ones. Resolves with the size in bytes;
   * throws `gone`, `unreadable`, `emptyPackage`, `truncatedPackage` or `badPackage`.
   */
  check(file: string | ByteSource): Promise<{ readonly bytes: number }>;
  /** Reads all of an open file, as `PackageReader.verify`; where it is absent nothing is looked for. */
  verify?(file: ByteSource, options: VerifyOptions): Promise<VerifiedEntries>;
}

/**
 * A package whose bytes were read from front to back. Of its `entries`, the bytes of `verified` were compared with the CRC-32 of
 * its directory, and those of `damaged` do not give it, or cannot be unpacked.
 */
export interface VerifiedEntries {
  readonly entries: number;
  readonly verified: number;
  readonly damaged: SomePaths;
}

/** The run of a verification. `onProgress` is told how many of the bytes are read, now and then. */
export interface VerifyOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (read: number, total: number) => void;
}

/** A package looked at for what keeps it from starting. `looked` counts what that was based on; `textBytes` are unpacked. */
export interface ArchiveCheck {
  readonly facts: PackageFacts;
  readonly findings: readonly ArchiveFinding[];
  readonly looked: {
    readonly entries: number;
    readonly libraries: number;
    readonly classes: number;
    readonly texts: number;
    readonly textBytes: number;
  };
}

/** Sight of a package by its directory and manifest alone, whatever its name and what lies beside it. */
export interface PackageGlance {
  readonly kind: PackageKind;
  readonly role: Extract<PackageRole, 'application' | 'thin' | 'sources' | 'javadoc' | 'library'>;
  /** The person's main class, as the manifest names it: not that of Spring Boot's launcher. */
  readonly mainClass?: string;
}

/** Reads the content of packages. Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and the errors of a source. */
export interface PackageReader {
  facts(source: ByteSource): Promise<PackageFacts>;
  /** Tells what a package is for by its directory and manifest alone. */
  glance(source: ByteSource): Promise<PackageGlance>;
  /** Looks for what keeps a package from starting, from its directory, a few classes and its own small texts. */
  check(source: ByteSource): Promise<ArchiveCheck>;
  /** Reads all bytes of a package and finds the entries that are damaged. Throws `cancelled` as well. */
  verify(source: ByteSource, options: VerifyOptions): Promise<VerifiedEntries>;
  compare(before: ByteSource, after: ByteSource): Promise<PackageDifference>;
  /** Opens a file of this machine while `use` runs; throws `gone` or `unreadable` as well. */
  withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T>;
}
