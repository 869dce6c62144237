import type { Clock } from '../clock';
import type { DeployMode, Target } from '../model';
import type { BuiltPackages } from '../ports/builtPackages';
import type { ByteSource, PackageReader } from '../ports/packageReader';
import type { CallOptions } from '../ports/tem';
import { raceAbort } from '../raceAbort';
import { buildFindings } from './buildFindings';
import type { CheckReport, PlaceEnvironment, PlaceReading, UnknownPart } from './checkReport';
import { severities, type Finding } from './finding';
import { findStored, type FindStoredDeps } from './findStored';
import { inProductionOnly, placeFindings } from './placeFindings';
import { readContent } from './readContent';
import { withPatience } from './withPatience';

/** The collaborators of a check. */
export interface CheckPackageDeps extends Omit<FindStoredDeps, 'reader'> {
  readonly reader: Pick<PackageReader, 'check' | 'compare' | 'verify'>;
  readonly builtPackages: BuiltPackages;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Reads where an application runs. */
  readonly readPlace: (target: Target, options: CallOptions) => Promise<PlaceReading>;
}

/** The place of a package: an application with all its environments, or the one environment of a deployment's plan. */
export type CheckPlace =
  | { readonly kind: 'application'; readonly target: Target }
  | {
      readonly kind: 'environment';
      readonly target: Target;
      readonly deployMode: DeployMode;
      readonly environment: PlaceEnvironment;
    };

/**
 * A package to check. `path` is absolute, and absent for one in COS; without a place only the package itself is looked at. `isWhole`:
 * all of its bytes are read.
 */
export interface CheckRequest {
  readonly packageName: string;
  readonly source: ByteSource;
  readonly path?: string;
  readonly place?: CheckPlace;
  readonly isWhole?: boolean;
}

// Nobody should have to wait for TEM before anything is sent: the package itself takes no more than moments.
const patienceMs = 3000;

/**
 * Checks a package and its place. Throws what reading its bytes throws, and `cancelled`; whatever else cannot be known within
 * three seconds is named in `looked`.
 */
export function checkPackage(
  deps: CheckPackageDeps,
  request: CheckRequest,
  options: CallOptions,
): Promise<CheckReport> {
  const { signal } = options;
  const { packageName, source, path, place } = request;
  return withPatience(
    { clock: deps.clock, ms: patienceMs },
    async (soon) => {
      const unknown: UnknownPart[] = [];
      const ask = async <T>(part: UnknownPart, work: Promise<T> | undefined): Promise<T | undefined> => {
        try {
          return work && (await raceAbort(soon, work));
        } catch (error) {
          if (signal.aborted) throw error;
          unknown.push(part);
          return undefined;
        }
      };
      const [content, reading, build, stored] = await Promise.all([
        readContent(deps.reader, request, options),
        ask('environments', place && readingOf(deps, place, { signal: soon })),
        ask('build', path === undefined ? undefined : buildFindings(deps.builtPackages, path, { signal: soon })),
        ask(
          'packages',
          path === undefined || !place
            ? undefined
            : findStored(deps, { source, target: place.target, packageName }, { signal: soon }),
        ),
      ]);
      const { findings: own, facts } = content;
      return {
        packageName,
        ...(facts && { facts }),
        findings: errorsFirst([
          ...(place ? inProductionOnly(own, reading?.environments ?? []) : own),
          ...(facts && place && reading
            ? placeFindings({ packageName, facts }, reading, place.target.applicationName)
            : []),
          ...(build ?? []),
          ...(stored?.finding ? [stored.finding] : []),
        ]),
        looked: {
          ...content.looked,
          ...(reading && { environments: reading.environments }),
          ...(stored && { packages: stored.count }),
          unknown,
        },
      };
    },
    options,
  );
}

/** Reads the place; for a deployment's plan it has been read. */
async function readingOf(deps: CheckPackageDeps, place: CheckPlace, options: CallOptions): Promise<PlaceReading> {
  if (place.kind === 'application') return deps.readPlace(place.target, options);
  return { deployMode: place.deployMode, environments: [place.environment] };
}

function errorsFirst(findings: readonly Finding[]): readonly Finding[] {
  const isError = ({ kind }: Finding) => severities[kind] === 'error';
  return [...findings.filter(isError), ...findings.filter((one) => !isError(one))];
}
