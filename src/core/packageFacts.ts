/** The kind of a package, which tells how it starts: by a Spring Boot launcher, its own main class, a container, or not. */
export type PackageKind = 'springBootJar' | 'executableJar' | 'plainJar' | 'springBootWar' | 'war';

/**
 * A JAR inside a package, or one whose classes were merged into it: then `path` is that of its `pom.properties` and `bytes`, else
 * its size, is 0. `version` is empty where nothing tells it.
 */
export interface Library {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
  readonly isMerged?: true;
}

/** The content of `build-info.properties` by Spring Boot's build plugins. `time` is ISO 8601. */
export interface BuildInfo {
  readonly group?: string;
  readonly artifact?: string;
  readonly version?: string;
  readonly time?: string;
}

/** The commit that was built, from `git.properties`. `time` is in the format of the build; ISO 8601 where that is a bare number. */
export interface CommitInfo {
  readonly id?: string;
  readonly branch?: string;
  readonly time?: string;
  readonly dirty?: boolean;
}

/**
 * The Java release (8, 17) that a class needs: one of the application's own, of its launcher, or of a library. `className` is the
 * path of the class in its archive, `library` the path of that archive in the package.
 */
export interface JavaNeed {
  readonly release: number;
  readonly of: 'own' | 'launcher' | 'library';
  readonly className: string;
  readonly library?: string;
}

/**
 * The flaw for which Java does not take a manifest: all of it, for the line that it refuses, from 1, or for its name, which `java -jar` finds
 * in capitals only; or its last line, which has no end.
 */
export type ManifestFlaw =
  | { readonly kind: 'refusedLine'; readonly line: number }
  | { readonly kind: 'otherCase'; readonly path: string }
  | { readonly kind: 'ignoredLine'; readonly line: number };

/**
 * The obstacle for which a package that is built again must be sent again: `newTimes`, which the build gives its many small files, `byMaven`
 * where that is the tool; or, to less extent, the files of its libraries among its own.
 */
export type ReuseObstacle =
  { readonly kind: 'newTimes'; readonly byMaven: boolean } | { readonly kind: 'mergedLibraries' };

/** The facts in a package, those it lacks being absent. Texts are somebody else's and unchecked. */
export interface PackageFacts {
  readonly kind: PackageKind;
  readonly bytes: number;
  /** The number of files, without folders. */
  readonly files: number;
  readonly manifestFlaw?: ManifestFlaw;
  readonly mainClass?: string;
  /** The person's main class, where `mainClass` is a launcher. */
  readonly startClass?: string;
  /** The files that its Class-Path names, the first 1,000: Java looks for them beside the package, where TEM has none. */
  readonly classPath?: readonly string[];
  readonly title?: string;
  readonly version?: string;
  /** The JDK of the build: `17`, `17.0.9`, `1.8.0_392`. */
  readonly buildJdk?: string;
  /** The tool that wrote the package: `Maven JAR Plugin 3.4.1`. */
  readonly buildTool?: string;
  /** The highest Java release that its classes need, and the class that needs it. */
  readonly java?: JavaNeed;
  readonly springBoot?: string;
  readonly libraries: readonly Library[];
  readonly libraryBytes: number;
  readonly build?: BuildInfo;
  readonly commit?: CommitInfo;
  readonly reuseObstacle?: ReuseObstacle;
}

/** A file of a package that is no library. */
export interface PackageEntry {
  readonly path: string;
  readonly bytes: number;
}

/** A file that both packages have, with different content. `pathBefore` is its path in the older one where that is another. */
export interface ChangedEntry {
  readonly path: string;
  readonly pathBefore?: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** The paths of files that differ between two archives, each list in the order of paths. */
export interface PathsDiffering {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/**
 * The difference inside a library that was built with the application: no paths at all where it was built anew from the same.
 * `notCompared` where it is too large, damaged or one of too many.
 */
export type LibraryInside = ({ readonly kind: 'compared' } & PathsDiffering) | { readonly kind: 'notCompared' };

/** A library that differs between two packages: `before` is absent for an added one, `after` for a removed one. */
export type LibraryChange =
  | { readonly name: string; readonly before?: never; readonly after: Library; readonly inside?: never }
  | { readonly name: string; readonly before: Library; readonly after?: never; readonly inside?: never }
  | { readonly name: string; readonly before: Library; readonly after: Library; readonly inside?: LibraryInside };

/**
 * A library whose files were packed among those of the package, as Maven's Shade plugin does, and which files of it differ. A
 * version is absent on the side that does not have the library, and empty where it cannot be read.
 */
export interface ShadedChange {
  readonly name: string;
  readonly versionBefore?: string;
  readonly versionAfter?: string;
  readonly files: PathsDiffering;
}

/** Files and libraries with the same content in another folder. Folders end with `/`; the package's own top is empty. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** A file or library with the same content that is packed by another method: deflated, or stored as it is. */
export interface RepackedEntry {
  readonly path: string;
  readonly isDeflated: boolean;
}

/**
 * The difference between two packages, by the checksums and sizes in their directories. Libraries are compared by name,
 * apart from other files, so that a newer version is one change. Every list is in the order of paths; each file counts in one
 * of them only, those in `repacked` also in `moved` or as unchanged.
 */
export interface PackageDifference {
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  readonly added: readonly PackageEntry[];
  readonly removed: readonly PackageEntry[];
  readonly changed: readonly ChangedEntry[];
  readonly libraries: readonly LibraryChange[];
  readonly shaded: readonly ShadedChange[];
  readonly moved: readonly Move[];
  readonly repacked: readonly RepackedEntry[];
  /** The number of files and libraries that are the same at the same place. */
  readonly unchanged: number;
}

const maxTextLength = 1000;

/** Copies facts without absent ones and empty texts; texts are cut to 1,000 UTF-16 units. */
export function omitEmpty<T extends object>(facts: { readonly [K in keyof T]-?: T[K] | undefined }): T {
  const kept = Object.entries(facts)
    .filter(([, fact]) => fact !== undefined && fact !== '')
    .map(([name, fact]) => [name, typeof fact === 'string' ? fact.slice(0, maxTextLength) : fact]);
  return Object.fromEntries(kept) as T;
}
