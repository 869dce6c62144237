import type { EnvironmentKind, DeployMode } from '../model';
import type { PackageFacts } from '../packageFacts';
import type { ArchiveCheck } from '../ports/packageReader';
import type { Finding, JavaOfEnvironment } from './finding';

/** An environment that runs an application. Texts that TEM does not give are empty, as those that could not be asked. */
export interface PlaceEnvironment extends JavaOfEnvironment {
  readonly kind: EnvironmentKind;
  readonly version: string;
  readonly packageName: string;
}

/** An application as a package that goes there has to fit it. */
export interface PlaceReading {
  readonly deployMode: DeployMode;
  readonly environments: readonly PlaceEnvironment[];
}

/** A part of a check that could not be known, or not within moments. */
export type UnknownPart = 'environments' | 'packages' | 'build';

/** The check of a package; `findings` with errors first. Nothing is known of what is inside one that Java does not open. */
export interface CheckReport {
  readonly packageName: string;
  readonly facts?: PackageFacts;
  readonly findings: readonly Finding[];
  readonly looked: {
    readonly archive?: ArchiveCheck['looked'];
    /** The number of entries whose bytes were compared with their CRC-32; absent where not all bytes were read. */
    readonly verified?: number;
    /** Absent where nobody knows where the package goes, or TEM did not tell. */
    readonly environments?: readonly PlaceEnvironment[];
    /** The number of packages in TEM that it was compared with by size; absent where they were not asked for. */
    readonly packages?: number;
    readonly unknown: readonly UnknownPart[];
  };
}
