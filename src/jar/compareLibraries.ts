import type { Library, LibraryChange } from '../core/packageFacts';

/** A library with the checksum of its content. */
export interface SummedLibrary extends Library {
  readonly crc32: number;
}

/** Lists the changes from one set of libraries to another by name, then path. Equal ones of one name are set aside first. */
export function compareLibraries(
  before: readonly SummedLibrary[],
  after: readonly SummedLibrary[],
): readonly LibraryChange[] {
  const left = byName(before);
  const right = byName(after);
  const names = [...new Set([...left.keys(), ...right.keys()])].sort();
  return names.flatMap((name) => pairUp(name, left.get(name) ?? [], right.get(name) ?? []));
}

function byName(libraries: readonly SummedLibrary[]): ReadonlyMap<string, readonly SummedLibrary[]> {
  const found = new Map<string, SummedLibrary[]>();
  for (const library of libraries) {
    const same = found.get(library.name);
    if (same) same.push(library);
    else found.set(library.name, [library]);
  }
  for (const same of found.values()) same.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

function pairUp(
  name: string,
  before: readonly SummedLibrary[],
  after: readonly SummedLibrary[],
): readonly LibraryChange[] {
  const [gone, come] = [without(before, after), without(after, before)];
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, i) => {
    const [old, fresh] = [gone[i] && bare(gone[i]), come[i] && bare(come[i])];
    return { name, ...(old && { before: old }), ...(fresh && { after: fresh }) };
  });
}

function without(some: readonly SummedLibrary[], others: readonly SummedLibrary[]): readonly SummedLibrary[] {
  const known = new Set(others.map(mark));
  return some.filter((library) => !known.has(mark(library)));
}

function mark({ path, bytes, crc32 }: SummedLibrary): string {
  return `${crc32} ${bytes} ${path}`;
}

function bare({ path, name, version, bytes }: SummedLibrary): Library {
  return { path, name, version, bytes };
}
