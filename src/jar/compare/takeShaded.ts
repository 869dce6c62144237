import type { ShadedChange } from '../../core/packageFacts';
import type { ApplicationIn } from './applicationIn';
import type { FilesCompared } from './compareFiles';
import { claimantOf, ownerOf, type Claimant } from './ownerOf';
import type { PackageContent } from './packageContent';
import { describedBy, readVersions, shadedLibraries, type ShadedLibrary } from './shadedLibraries';

/** The files of the application itself that differ, and the libraries packed among them. */
export interface ShadedTaken {
  readonly shaded: readonly ShadedChange[];
  readonly own: Pick<FilesCompared, 'added' | 'removed' | 'changed'>;
}

/** The paths that differ of each library that does, by its key. */
type Taken = ReadonlyMap<string, { readonly added: string[]; readonly changed: string[]; readonly removed: string[] }>;

// Large shaded JARs have some 60 libraries and 40,000 files.
const maxLibraries = 500;
const maxWork = 20_000_000;

/**
 * Takes the files of libraries that differ out of those of a shaded JAR, so that a newer version is one change. `application` is
 * read only where there is such a library.
 */
export async function takeShaded(
  left: PackageContent,
  right: PackageContent,
  files: FilesCompared,
  application: () => Promise<ApplicationIn>,
): Promise<ShadedTaken> {
  const { added, removed, changed } = files;
  const [gone, come] = [shadedLibraries(left), shadedLibraries(right)];
  const libraries = [...new Map([...gone, ...come]).values()];
  const work = libraries.length * (added.length + removed.length + changed.length);
  const crc32Of = ({ archive }: PackageContent, of: ShadedLibrary | undefined) =>
    of && archive.entries.at(of.index).crc32;
  const isSame = (key: string) => crc32Of(left, gone.get(key)) === crc32Of(right, come.get(key));
  const isFew = libraries.length > 1 && libraries.length <= maxLibraries && work <= maxWork;
  if (!isFew || libraries.every(({ key }) => isSame(key))) {
    return { shaded: [], own: { added, removed, changed } };
  }
  const main = applicationAmong(libraries, (await application()).mainClass);
  const claimant = (one: ShadedLibrary): Claimant =>
    claimantOf(one, one.key === main ? 'application' : isSame(one.key) ? 'same' : 'differing');
  const [before, after] = [[...gone.values()].map(claimant), [...come.values()].map(claimant)];
  const both = after.filter(({ key }) => gone.has(key));
  const differing = [...before, ...after].filter(({ is }) => is === 'differing');
  const taken: Taken = new Map(differing.map(({ key }) => [key, { added: [], changed: [], removed: [] }]));
  const pathsOf = (path: string, index: number | undefined, claimants: readonly Claimant[]) =>
    taken.get(describedBy(path) ?? ownerOf(path, index ?? 0, claimants)?.key ?? '');
  const isLeft = (what: 'added' | 'changed' | 'removed', { files }: PackageContent, claimants: readonly Claimant[]) => {
    return ({ path }: { readonly path: string }) => {
      const paths = pathsOf(path, files.get(path), claimants);
      paths?.[what].push(path);
      return !paths;
    };
  };
  const own = {
    added: added.filter(isLeft('added', right, after)),
    removed: removed.filter(isLeft('removed', left, before)),
    changed: changed.filter(isLeft('changed', right, both)),
  };
  const pick = (some: typeof gone) => [...some.values()].filter(({ key }) => taken.has(key));
  const versions = await Promise.all([readVersions(left, pick(gone)), readVersions(right, pick(come))]);
  return { shaded: changesOf(taken, versions), own };
}

/** Tells which one is the application: that of the main class, else the first, as Maven's Shade plugin packs them. */
function applicationAmong(libraries: readonly ShadedLibrary[], mainClass: string): string | undefined {
  const all = libraries.map((one) => claimantOf(one, 'same'));
  const first = all.reduce<Claimant | undefined>((a, b) => (a && a.index <= b.index ? a : b), undefined);
  const owner = mainClass ? ownerOf(mainClass.replaceAll('.', '/'), 0, all) : undefined;
  return (owner ?? first)?.key;
}

type Versions = ReadonlyMap<string, string>;

function changesOf(taken: Taken, [before, after]: readonly [Versions, Versions]): readonly ShadedChange[] {
  const changes = [...taken].map(([key, files]): ShadedChange => {
    const [versionBefore, versionAfter] = [before.get(key), after.get(key)];
    return {
      name: key.slice(key.indexOf(':') + 1),
      ...(versionBefore !== undefined && { versionBefore }),
      ...(versionAfter !== undefined && { versionAfter }),
      files,
    };
  });
  return changes.sort((a, b) => (a.name < b.name ? -1 : 1));
}
