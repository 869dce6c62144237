import type { Clock } from '../clock';
import type { DeployMode, Target } from '../model';
import type { BuiltPackages } from '../ports/builtPackages';
import type { ByteSource, PackageReader } from '../ports/packageReader';
import type { CallOptions } from '../ports/tem';
import { raceAbort } from '../raceAbort';
import type { ArchiveFinding, SomePaths } from './archiveFinding';
import { buildFindings } from './buildFindings';
import type { CheckReport, PlaceEnvironment, PlaceReading, UnknownPart } from './checkReport';
import { severities, type Finding } from './finding';
import { findStored, type FindStoredDeps } from './findStored';
import { inProductionOnly, placeFindings } from './placeFindings';
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
 * Checks a package and its place. Throws what reading the package throws, and `cancelled`; whatever else cannot be known within
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
      const [archive, verified, reading, build, stored] = await Promise.all([
        raceAbort(signal, deps.reader.check(source)),
        request.isWhole ? deps.reader.verify(source, { signal }) : undefined,
        ask('environments', place && readingOf(deps, place, { signal: soon })),
        ask('build', path === undefined ? undefined : buildFindings(deps.builtPackages, path, { signal: soon })),
        ask(
          'packages',
          path === undefined || !place
            ? undefined
            : findStored(deps, { source, target: place.target, packageName }, { signal: soon }),
        ),
      ]);
      const { facts } = archive;
      const inside = verified ? withDamage(archive.findings, verified.damaged) : archive.findings;
      const own = place ? inProductionOnly(inside, reading?.environments ?? []) : inside;
      return {
        packageName,
        facts,
        findings: errorsFirst([
          ...own,
          ...(place && reading ? placeFindings({ packageName, facts }, reading, place.target.applicationName) : []),
          ...(build ?? []),
          ...(stored?.finding ? [stored.finding] : []),
        ]),
        looked: {
          archive: archive.looked,
          ...(verified && { verified: verified.verified }),
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

/** Adds what reading all bytes has found to what the headers show; the first 20 of both are named. */
function withDamage(findings: readonly ArchiveFinding[], damaged: SomePaths): readonly ArchiveFinding[] {
  if (damaged.count === 0) return findings;
  const shown = findings.find((one) => one.kind === 'damagedEntries');
  const more = damaged.paths.filter((path) => !shown?.paths.includes(path));
  const paths = [...(shown?.paths ?? []), ...more].slice(0, 20);
  const count = Math.max(paths.length, damaged.count, shown?.count ?? 0);
  return [...findings.filter((one) => one !== shown), { kind: 'damagedEntries', paths, count }];
}

function errorsFirst(findings: readonly Finding[]): readonly Finding[] {
  const isError = ({ kind }: Finding) => severities[kind] === 'error';
  return [...findings.filter(isError), ...findings.filter((one) => !isError(one))];
}
