import type { PackageKind } from '../packageFacts';
import type { PackageRole } from '../packageCheck/packageRole';
import type { CallOptions } from './tem';

/** A package on this machine's disk, as a build left it. `kind` is absent where it could not be read. Times are epoch ms. */
export interface BuiltPackage {
  readonly path: string;
  readonly bytes: number;
  readonly modifiedAt: number;
  readonly kind?: PackageKind;
  readonly role: PackageRole;
  /**
   * Set for a part of what Quarkus builds by default, a folder of JARs, where no package beside it starts by itself: a build with
   * `quarkus.package.jar.type=uber-jar` leaves one.
   */
  readonly isOfFastJar?: true;
}

/** A file that changed after a package was built from it. Times are epoch ms. */
export interface NewerSource {
  readonly path: string;
  readonly changedAt: number;
  readonly builtAt: number;
}

/** The packages that builds left on this machine's disk. What cannot be read is left out: nothing fails but by `signal`. */
export interface BuiltPackages {
  /** Looks at files by absolute paths: what each is, by its content before its name. In the order given. */
  look(paths: readonly string[], options: CallOptions): Promise<readonly BuiltPackage[]>;
  /** Finds the package of the same build that is meant to run, where it is another one than that at `path`. */
  findMeant(path: string, options: CallOptions): Promise<BuiltPackage | undefined>;
  /** Finds the source or build file of its module that changed last, where that was after the package was built. */
  findNewerSource(path: string, options: CallOptions): Promise<NewerSource | undefined>;
}
