import type { EnvironmentKind, PackageOrigin, Target } from '../model';
import type { RolloutStrategy } from './rolloutStrategy';

/** The environment of a plan. */
export interface PlannedEnvironment {
  readonly id: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
}

/** The package that a plan deploys, as COS has it; `crc64` as unsigned decimal. What is not known is absent. */
export interface PlannedPackage {
  readonly packageName: string;
  readonly version: string;
  /** The object key: TEM's full path of the package. */
  readonly key: string;
  readonly bytes?: number;
  readonly crc64?: string;
  readonly origin?: PackageOrigin;
  /** The uploader, as in `UploadedPackage`. */
  readonly who?: string;
  /** Epoch ms. */
  readonly storedAt?: number;
}

/** The version that a plan replaces. */
export interface ReplacedVersion {
  readonly version: string;
  readonly packageName: string;
}

/**
 * A warning before a plan is carried out: built from a work tree with changes in no commit, older than the
 * running package, a Java (major release) that the environment does not have, the same version once more, not compared with COS,
 * configuration that going back does not take back.
 */
export type PlanWarning =
  | { readonly kind: 'dirty' }
  | { readonly kind: 'older'; readonly storedAt: number; readonly runningAt: number }
  | { readonly kind: 'java'; readonly needed: number; readonly offered: string }
  | { readonly kind: 'sameVersion' }
  | { readonly kind: 'unverified' }
  | { readonly kind: 'configurationStays' };

/** One deployment before anything moves: it holds for ten minutes, and for this package over that version only. */
export interface RolloutPlan {
  /** An id of the product's, never given twice. */
  readonly id: string;
  /** `undo` goes back to the version before. */
  readonly purpose: 'deploy' | 'undo';
  readonly target: Target;
  readonly environment: PlannedEnvironment;
  readonly package: PlannedPackage;
  readonly replaces: ReplacedVersion;
  readonly strategy: RolloutStrategy;
  /** The instances that are replaced. */
  readonly instances: number;
  /** The Java of the environment as TEM names it; empty where TEM gives none. */
  readonly jdkVersion: string;
  /** The Java release that the package needs; absent where nobody has looked. */
  readonly neededJava?: number;
  readonly warnings: readonly PlanWarning[];
  /** Epoch ms; with *Upload and Deploy* the time at which the upload was verified. */
  readonly madeAt: number;
}
