import type { Library, LibraryChange } from '../../core/packageFacts';
import { classifierOf, isPlatform } from './classifierOf';

/** A library with the checksum and the packing of its content. `index` is that of its entry. */
export interface SummedLibrary extends Library {
  readonly crc32: number;
  readonly isDeflated: boolean;
  readonly index: number;
}

/** A library of either side, one of them absent where it was added or removed. */
export type LibraryPair = readonly [SummedLibrary, SummedLibrary | undefined] | readonly [undefined, SummedLibrary];

/** The libraries of two packages in pairs: those that are equal, and those that differ, by name, then path. */
export interface PairedLibraries {
  /** Also those that only moved to another folder. */
  readonly equal: readonly (readonly [SummedLibrary, SummedLibrary])[];
  readonly differing: readonly LibraryPair[];
}

/**
 * Pairs the libraries of two packages by name. Equal ones are set aside first, then those of equal classifiers are paired; one
 * for a machine is never paired with one for another machine.
 */
export function pairLibraries(before: readonly SummedLibrary[], after: readonly SummedLibrary[]): PairedLibraries {
  const left = groupBy(before, ({ name }) => name);
  const right = groupBy(after, ({ name }) => name);
  const names = [...new Set([...left.keys(), ...right.keys()])].sort();
  const equal: (readonly [SummedLibrary, SummedLibrary])[] = [];
  const differing: LibraryPair[] = [];
  for (const name of names) {
    const rest = setAside(equal, { gone: sorted(left.get(name)), come: sorted(right.get(name)) });
    const pairs = pairUp(rest);
    pairs.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
    for (const pair of pairs) differing.push(pair);
  }
  return { equal, differing };
}

/** Words a pair as a change. */
export function changeOf([old, fresh]: LibraryPair): LibraryChange {
  if (!old) return { name: fresh.name, after: bare(fresh) };
  return { name: old.name, before: bare(old), ...(fresh && { after: bare(fresh) }) };
}

interface Rest {
  readonly gone: readonly SummedLibrary[];
  readonly come: readonly SummedLibrary[];
}

/** Sets equal ones aside: those at one path before those of one file name. */
function setAside(equal: (readonly [SummedLibrary, SummedLibrary])[], rest: Rest): Rest {
  return [pathMark, nameMark].reduce((left, mark) => {
    const come = groupBy(left.come, mark);
    const gone = left.gone.filter((old) => {
      const fresh = come.get(mark(old))?.shift();
      if (fresh) equal.push([old, fresh]);
      return !fresh;
    });
    return { gone, come: sorted([...come.values()].flat()) };
  }, rest);
}

function pairUp({ gone, come }: Rest): LibraryPair[] {
  const classifier = ({ version }: SummedLibrary) => classifierOf(version);
  const fresh = groupBy(come, classifier);
  const pairs: LibraryPair[] = [];
  const single: SummedLibrary[] = [];
  for (const old of gone) {
    const match = fresh.get(classifier(old))?.shift();
    if (match) pairs.push([old, match]);
    else single.push(old);
  }
  const unmatched = sorted([...fresh.values()].flat());
  const [old, other] = [single[0], unmatched[0]];
  const isPair = single.length === 1 && unmatched.length === 1 && ![old, other].some(isForPlatform);
  // The ends of version names that nobody knows, such as a commit's.
  if (isPair && old && other) return [...pairs, [old, other]];
  return [
    ...pairs,
    ...single.map((one) => [one, undefined] as const),
    ...unmatched.map((one) => [undefined, one] as const),
  ];
}

function isForPlatform(library: SummedLibrary | undefined): boolean {
  return library !== undefined && isPlatform(classifierOf(library.version));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const same = found.get(keyOf(item));
    if (same) same.push(item);
    else found.set(keyOf(item), [item]);
  }
  return found;
}

function sorted(libraries: readonly SummedLibrary[] = []): readonly SummedLibrary[] {
  return [...libraries].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function pathOf([old, fresh]: LibraryPair): string {
  return old ? old.path : fresh.path;
}

function pathMark({ path, bytes, crc32 }: SummedLibrary): string {
  return `${crc32} ${bytes} ${path}`;
}

function nameMark({ path, bytes, crc32 }: SummedLibrary): string {
  return `${crc32} ${bytes} ${path.slice(path.lastIndexOf('/') + 1)}`;
}

function bare({ path, name, version, bytes }: SummedLibrary): Library {
  return { path, name, version, bytes };
}
