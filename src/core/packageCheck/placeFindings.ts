import { incompatibilityOf } from '../offerApplications';
import type { PackageFacts } from '../packageFacts';
import type { ArchiveFinding } from './archiveFinding';
import type { PlaceEnvironment, PlaceReading } from './checkReport';
import type { JavaOfEnvironment, PlaceFinding } from './finding';
import { isLowerVersion, versionInName } from './isLowerVersion';
import { javaReleaseOf } from './javaReleaseOf';

/** A package as far as its place is concerned. */
export interface PlacedPackage {
  readonly packageName: string;
  readonly facts: PackageFacts;
}

/** Lists what TEM's account of an application says against a package that goes there. */
export function placeFindings(
  { packageName, facts }: PlacedPackage,
  { deployMode, environments }: PlaceReading,
  applicationName: string,
): readonly PlaceFinding[] {
  const isWar = facts.kind === 'war' || facts.kind === 'springBootWar';
  const isMisfit = deployMode !== 'IMAGE' && incompatibilityOf({ deployMode }, isWar ? '.war' : '.jar') !== undefined;
  return [
    ...(isMisfit ? [{ kind: 'otherDeployMode', isWar, applicationName } as const] : []),
    ...javaFinding(facts, environments),
    ...lowerFinding(facts.version ?? facts.build?.version ?? versionInName(packageName), environments),
  ];
}

/** Leaves out what only matters where a package is to run in production, in an environment that is surely none. */
export function inProductionOnly(
  findings: readonly ArchiveFinding[],
  environments: readonly PlaceEnvironment[],
): readonly ArchiveFinding[] {
  // What nobody has called a test may be production.
  const isProduction = environments.some(({ kind }) => kind === 'prod' || kind === 'other');
  return findings.filter(({ kind }) => isProduction || (kind !== 'snapshots' && kind !== 'devtools'));
}

function javaFinding({ java: need }: PackageFacts, all: readonly PlaceEnvironment[]): readonly PlaceFinding[] {
  if (!need) return [];
  const environments = all
    .filter(({ jdkVersion }) => (javaReleaseOf(jdkVersion) ?? Infinity) < need.release)
    .map(javaOf);
  if (environments.length === 0) return [];
  return [{ kind: environments.length === all.length ? 'newerJava' : 'newerJavaInSome', need, environments }];
}

function javaOf({ environmentName, jdkVersion }: PlaceEnvironment): JavaOfEnvironment {
  return { environmentName, jdkVersion };
}

/** A fix of what runs in production may well be lower than what is tried elsewhere: it has to be lower than all. */
function lowerFinding(version: string | undefined, all: readonly PlaceEnvironment[]): readonly PlaceFinding[] {
  if (version === undefined) return [];
  const running = all
    .map((one) => ({
      environmentName: one.environmentName,
      runningVersion: versionInName(one.packageName) ?? one.version,
    }))
    .filter(({ runningVersion }) => runningVersion !== '');
  const [first] = running;
  if (!first || !running.every(({ runningVersion }) => isLowerVersion(version, runningVersion))) return [];
  return [{ kind: 'lowerVersion', version, ...first }];
}
