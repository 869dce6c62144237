import type { Move } from '../../core/packageFacts';

// Where a Spring Boot JAR and a WAR have the same: the longer ones first.
const folders = ['BOOT-INF/classes/', 'WEB-INF/classes/', 'BOOT-INF/', 'WEB-INF/'];

/** Splits a path into the folder by which the kind of a package goes, which may be empty, and the rest. */
export function placeIn(path: string): { readonly folder: string; readonly rest: string } {
  const folder = folders.find((one) => path.startsWith(one)) ?? '';
  return { folder, rest: path.slice(folder.length) };
}

/** Counts moves by their folders, in the order of these. */
export function countMoves(moved: readonly (readonly [from: string, to: string])[]): readonly Move[] {
  const counts = new Map<string, Move>();
  for (const [from, to] of moved) {
    const key = `${from}>${to}`;
    counts.set(key, { from, to, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => (a.from + a.to < b.from + b.to ? -1 : 1));
}
