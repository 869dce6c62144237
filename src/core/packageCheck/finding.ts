import type { JavaNeed } from '../packageFacts';
import type { ArchiveFinding } from './archiveFinding';
import type { PackageRole } from './packageRole';

/** An environment in which an application runs, and its Java as TEM names it, such as `KONA:11`. */
export interface JavaOfEnvironment {
  readonly environmentName: string;
  readonly jdkVersion: string;
}

/** One thing about a package in its place: what it is beside, where it goes, what TEM has already. Times are epoch ms. */
export type PlaceFinding =
  /** Every environment in question has an older Java than the package needs. */
  | { readonly kind: 'newerJava'; readonly need: JavaNeed; readonly environments: readonly JavaOfEnvironment[] }
  /** Some of them have. */
  | { readonly kind: 'newerJavaInSome'; readonly need: JavaNeed; readonly environments: readonly JavaOfEnvironment[] }
  | { readonly kind: 'otherDeployMode'; readonly isWar: boolean; readonly applicationName: string }
  /** Not the package that is meant to run; `meant` is the path of the one that is, where there is one. */
  | { readonly kind: 'notMeant'; readonly role: Exclude<PackageRole, 'application'>; readonly meant?: string }
  /** A file of its module that changed after it was built. */
  | { readonly kind: 'stale'; readonly path: string; readonly changedAt: number; readonly builtAt: number }
  /** TEM has a package of the same size and directory. */
  | {
      readonly kind: 'alreadyStored';
      readonly packageName: string;
      readonly version: string;
      readonly storedAt: number;
    }
  | {
      readonly kind: 'lowerVersion';
      readonly version: string;
      readonly runningVersion: string;
      readonly environmentName: string;
    };

/** Java does not open the package: it is damaged or cut short, or none. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly isDamaged: boolean;
}

/** One line of the check of a package. */
export type Finding = ArchiveFinding | PlaceFinding | Unreadable;

/** The kind of a finding. */
export type FindingKind = Finding['kind'];

/** The weight of a finding: with an error the package does not start, or not there. Neither forbids anything. */
export type Severity = 'error' | 'warning';

/** The severity of each kind of finding. */
export const severities: Readonly<Record<FindingKind, Severity>> = {
  unreadable: 'error',
  noMainClass: 'error',
  mainClassMissing: 'error',
  classPathOutside: 'error',
  bytesAfterEnd: 'error',
  foreignSignatures: 'error',
  deflatedLibraries: 'error',
  refusedNames: 'error',
  damagedEntries: 'error',
  newerJava: 'error',
  otherDeployMode: 'error',
  newerJavaInSome: 'warning',
  notMeant: 'warning',
  stale: 'warning',
  alreadyStored: 'warning',
  lowerVersion: 'warning',
  repeatedLibraries: 'warning',
  snapshots: 'warning',
  devtools: 'warning',
  secrets: 'warning',
};
