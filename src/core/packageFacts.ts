/** What a package is, and so how it starts: by a Spring Boot launcher, by its own main class, in a container, or not. */
export type PackageKind = 'springBootJar' | 'executableJar' | 'plainJar' | 'springBootWar' | 'war';

/** A JAR inside a package. `version` is empty where the file name has none; `bytes` is its size. */
export interface Library {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
}

/** What `build-info.properties` says, as Spring Boot's build plugins write it. `time` is ISO 8601. */
export interface BuildInfo {
  readonly group?: string;
  readonly artifact?: string;
  readonly version?: string;
  readonly time?: string;
}

/** What `git.properties` says of the commit that was built. `time` is as the build wrote it. */
export interface CommitInfo {
  readonly id?: string;
  readonly branch?: string;
  readonly time?: string;
  readonly dirty?: boolean;
}

/** What a package says of itself; what it does not say is absent. Its texts are somebody else's and unchecked. */
export interface PackageFacts {
  readonly kind: PackageKind;
  readonly bytes: number;
  /** Files, folders not counted. */
  readonly files: number;
  readonly mainClass?: string;
  /** The person's main class, where `mainClass` is a launcher. */
  readonly startClass?: string;
  readonly title?: string;
  readonly version?: string;
  /** The JDK of the build: `17`, `17.0.9`, `1.8.0_392`. */
  readonly buildJdk?: string;
  /** What wrote the package: `Maven JAR Plugin 3.4.1`. */
  readonly buildTool?: string;
  /** The Java release that its own classes need, from a sample of them: 8, 17. */
  readonly javaRelease?: number;
  readonly springBoot?: string;
  readonly libraries: readonly Library[];
  readonly libraryBytes: number;
  readonly build?: BuildInfo;
  readonly commit?: CommitInfo;
}

/** A file of a package that is no library. */
export interface PackageEntry {
  readonly path: string;
  readonly bytes: number;
}

/** A file that both packages have, with different content. */
export interface ChangedEntry {
  readonly path: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** A library that is not the same in both packages: `before` is absent when it is new, `after` when it is gone. */
export type LibraryChange =
  | { readonly name: string; readonly before?: never; readonly after: Library }
  | { readonly name: string; readonly before: Library; readonly after?: never }
  | { readonly name: string; readonly before: Library; readonly after: Library };

/**
 * What is different between two packages, by the checksums and sizes in their directories. Libraries are told apart from
 * the other files and compared by name, so that a newer version is one change. Every list is in the order of paths.
 */
export interface PackageDifference {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly added: readonly PackageEntry[];
  readonly removed: readonly PackageEntry[];
  readonly changed: readonly ChangedEntry[];
  readonly libraries: readonly LibraryChange[];
  /** Files and libraries that are the same. */
  readonly unchanged: number;
}
