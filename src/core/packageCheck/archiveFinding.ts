/** Some of the paths that a finding is about: the first 20 at most in the order of the package; `count` is the number of all. */
export interface SomePaths {
  readonly paths: readonly string[];
  readonly count: number;
}

/** The name of a library that a package has in several versions, with the path of each. */
export interface RepeatedLibrary {
  readonly name: string;
  readonly paths: readonly string[];
}

/** The kind of a secret that stands in a package in clear text. */
export type SecretKind = 'tencentKey' | 'privateKey' | 'password';

/** The line, from 1, of a text in a package that has a secret. Its value is never kept. */
export interface SecretPlace {
  readonly path: string;
  readonly line: number;
  readonly secret: SecretKind;
}

/**
 * One thing in a package, by its own content alone, that keeps it from starting or that a person should know. Texts are
 * somebody else's and unchecked.
 */
export type ArchiveFinding =
  /** A JAR whose manifest, read as Java reads it, names no main class. */
  | { readonly kind: 'noMainClass' }
  /** The class that the manifest names to start with is not in the package; `attribute` names it. */
  | { readonly kind: 'mainClassMissing'; readonly attribute: 'Main-Class' | 'Start-Class'; readonly className: string }
  /** The manifest's Class-Path leads to files that are not in the package. */
  | ({ readonly kind: 'classPathOutside' } & SomePaths)
  | { readonly kind: 'bytesAfterEnd'; readonly bytes: number }
  /** Signature files of other archives, which were packed together with them. */
  | ({ readonly kind: 'foreignSignatures' } & SomePaths)
  /** Libraries in a Spring Boot executable archive that are packed by deflate: its launcher refuses them. */
  | ({ readonly kind: 'deflatedLibraries' } & SomePaths)
  /** Names of entries that Java refuses to read. */
  | ({ readonly kind: 'refusedNames' } & SomePaths)
  /** Entries whose bytes do not give their CRC-32, or cannot be unpacked. */
  | ({ readonly kind: 'damagedEntries' } & SomePaths)
  | { readonly kind: 'repeatedLibraries'; readonly libraries: readonly RepeatedLibrary[]; readonly count: number }
  | ({ readonly kind: 'snapshots' } & SomePaths)
  /** Spring Boot's developer tools. */
  | { readonly kind: 'devtools'; readonly path: string }
  | { readonly kind: 'secrets'; readonly places: readonly SecretPlace[]; readonly count: number };
