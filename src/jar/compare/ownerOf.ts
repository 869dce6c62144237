import type { ShadedLibrary } from './shadedLibraries';

/** A library that may have packed a file. */
export interface Claimant {
  readonly key: string;
  /** The words of its group and name. */
  readonly words: ReadonlySet<string>;
  /** The folder of its group: `com/acme/`. */
  readonly home: string;
  /** The place of its description in the directory. */
  readonly index: number;
  readonly is: 'differing' | 'same' | 'application';
}

/** Makes the claimant of a library. */
export function claimantOf({ key, group, artifact, index }: ShadedLibrary, is: Claimant['is']): Claimant {
  const words = new Set([...group.split('.'), artifact, ...artifact.split(/[.\-_]/)]);
  return { key, words, home: `${group.replaceAll('.', '/')}/`, index, is };
}

/**
 * Finds the library that packed a class or resource: the one whose group and name have the path's folders, the deepest one first.
 * What is below its group is the application's. Where several have the same folders, one that differs comes before those that do
 * not, for the same release has no files that differ, and then the next one in the directory.
 */
export function ownerOf(path: string, index: number, claimants: readonly Claimant[]): Claimant | undefined {
  const folders = foldersOf(path);
  const below = `${folders.join('/')}/`;
  let best: Claimant | undefined;
  let deepest = 0;
  for (const one of claimants) {
    if (one.is === 'application' && below.startsWith(one.home)) return one;
    const depth = depthIn(folders, one.words);
    if (depth === 0 || depth < deepest) continue;
    if (depth > deepest || isNearer(one, best, index)) best = one;
    deepest = depth;
  }
  return best;
}

function isNearer(one: Claimant, other: Claimant | undefined, index: number): boolean {
  if (!other || one.is !== other.is) return other?.is === 'same';
  return Math.abs(one.index - index) < Math.abs(other.index - index);
}

/** Returns how deep the folders are words of a library: two or more in a row, or the first one, unless it is `com`, `org` or `io`. */
function depthIn(folders: readonly string[], words: ReadonlySet<string>): number {
  let depth = 0;
  let row = 0;
  folders.forEach((folder, n) => {
    row = words.has(folder) ? row + 1 : 0;
    if (row > 1 || (row === 1 && n === 0 && folder.length > 3)) depth = n + 1;
  });
  return depth;
}

function foldersOf(path: string): readonly string[] {
  const folders = path.split('/', 16).slice(0, -1);
  // META-INF/versions/17/com/acme: the classes for a newer Java.
  return folders[0] === 'META-INF' && folders[1] === 'versions' ? folders.slice(3) : folders;
}
