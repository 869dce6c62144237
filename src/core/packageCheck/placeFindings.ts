import { incompatibilityOf } from '../offerApplications';
import type { PackageFacts } from '../packageFacts';
import type { PlaceEnvironment, PlaceReading } from './checkReport';
import type { Finding, JavaOfEnvironment, PlaceFinding } from './finding';
import { isLowerVersion, namedVersion } from './isLowerVersion';
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
    ...lowerFinding({ packageName, facts }, environments),
  ];
}

/** Leaves out what only matters where a package is to run in production, in an environment that is surely none. */
export function inProductionOnly(
  findings: readonly Finding[],
  environments: readonly PlaceEnvironment[],
): readonly Finding[] {
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
function lowerFinding(
  { packageName, facts }: PlacedPackage,
  all: readonly PlaceEnvironment[],
): readonly PlaceFinding[] {
  const own = namedVersion(packageName);
  const version = facts.version ?? facts.build?.version ?? own?.version;
  const running = all
    .filter((one) => one.packageName !== '' || one.version !== '')
    .map((one) => {
      const named = namedVersion(one.packageName);
      // The numbers of two artifacts say nothing about each other, nor does a manifest about the names of files.
      const pair = named
        ? own?.name === named.name && { version: own.version, runningVersion: named.version }
        : version !== undefined && { version, runningVersion: one.version };
      return pair && { ...pair, environmentName: one.environmentName };
    });
  const [first] = running;
  if (!first || !running.every((pair) => pair && isLowerVersion(pair.version, pair.runningVersion))) return [];
  return [{ kind: 'lowerVersion', ...first }];
}
