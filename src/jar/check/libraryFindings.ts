import type { ArchiveFinding, RepeatedLibrary } from '../../core/packageCheck/archiveFinding';
import type { Library, PackageKind } from '../../core/packageFacts';
import type { Entries } from '../entries';
import { isJar, libraryOf } from '../libraryOf';
import { somePaths } from './somePaths';

// Words that belong to the version; what else follows a number is a classifier: linux-x86_64, tests.
const ofVersion =
  /^(?:\d.{0,100}|(?:alpha|beta|rc|m|b|cr|ga|sp|pre|final|release|snapshot|jre|android|incubating)\.?\d{0,9})$/i;
const snapshot = /(?:^|[-.])SNAPSHOT(?:$|-)|\d{8}\.\d{6}-\d/;
// Files that many groups call the same: two of them are no two versions of one library.
const commonNames = new Set(
  'api base client common commons core impl lib model server service shared spi support util utils web'.split(' '),
);
const maxRepeated = 20;
const launcherFolder = 'org/springframework/boot/loader/';
const devtoolsFolder = 'org/springframework/boot/devtools/';

/** Looks at the libraries of a package: packed as their launcher refuses, several of one name, not for production. */
export function libraryFindings(
  entries: Entries,
  kind: PackageKind,
  libraries: readonly Library[],
): readonly ArchiveFinding[] {
  const findings: ArchiveFinding[] = [];
  const deflated = kind === 'springBootJar' || kind === 'springBootWar' ? deflatedOf(entries) : [];
  if (deflated.length > 0) findings.push({ kind: 'deflatedLibraries', ...somePaths(deflated) });
  // What was merged into the package has one path for each group and name.
  const repeated = repeatedOf(libraries.filter(({ isMerged }) => !isMerged));
  if (repeated.length > 0)
    findings.push({ kind: 'repeatedLibraries', libraries: repeated.slice(0, maxRepeated), count: repeated.length });
  const snapshots = libraries.filter(({ version }) => snapshot.test(version.slice(0, 255))).map(({ path }) => path);
  if (snapshots.length > 0) findings.push({ kind: 'snapshots', ...somePaths(snapshots) });
  const devtools = devtoolsOf(entries, libraries);
  if (devtools !== undefined) findings.push({ kind: 'devtools', path: devtools });
  return findings;
}

function deflatedOf(entries: Entries): readonly string[] {
  // Without Spring Boot's launcher nobody refuses them.
  if (entries.below(launcherFolder).length === 0) return [];
  const isBoot = entries.below('BOOT-INF/').length > 0;
  const paths: string[] = [];
  // One at a time: a million entries at once would take more memory than all else.
  for (const index of entries.findOther(isJar)) {
    const entry = entries.at(index);
    if (entry.isDeflated && libraryOf(entry) && !(isBoot && entry.name.startsWith('lib/'))) paths.push(entry.name);
  }
  return paths;
}

function repeatedOf(libraries: readonly Library[]): readonly RepeatedLibrary[] {
  const groups = new Map<string, Library[]>();
  for (const library of libraries) {
    const key = `${library.name} ${classifierOf(library.version)}`;
    const same = groups.get(key);
    if (same) same.push(library);
    else groups.set(key, [library]);
  }
  return [...groups.values()].filter(isRepeated).map((same) => ({
    name: same[0]!.name,
    paths: same.map(({ path }) => path).slice(0, maxRepeated),
  }));
}

function isRepeated(same: readonly Library[]): boolean {
  if (new Set(same.map(({ path }) => path)).size < same.length) return true;
  const versions = new Set(same.map(({ version }) => version));
  return versions.size > 1 && !versions.has('') && !commonNames.has(same[0]!.name);
}

function classifierOf(version: string): string {
  const words = version.split('-');
  const first = words.findIndex((word, index) => index > 0 && !ofVersion.test(word));
  return first < 0 ? '' : words.slice(first).join('-');
}

function devtoolsOf(entries: Entries, libraries: readonly Library[]): string | undefined {
  const library = libraries.find(({ name }) => name === 'spring-boot-devtools');
  const [shaded] = entries.below(devtoolsFolder);
  return library?.path ?? (shaded === undefined ? undefined : entries.name(shaded));
}
