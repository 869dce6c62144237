import { isCounted } from './classRelease';
import type { Entries } from './entries';

const maxClasses = 16;
const besides = 4;
const perGroup = 3;
// Of more, made to do harm, no more is kept.
const maxKnownGroups = 4_096;

/** Classes to look into, by their index. Of those that were packed together from elsewhere the lowest release counts. */
export interface ClassSample {
  readonly indexes: readonly number[];
  readonly counts: 'highest' | 'lowest';
}

/**
 * Picks classes of a package's own. Where it has a place for the application's (`BOOT-INF/classes/`, `WEB-INF/classes/`): up to
 * 16 of them, in four places spread evenly. Else as many of those beside `startClass`, or of the largest group, and three of each of the `maxGroups`
 * largest other groups: nothing tells a person's own from libraries that were merged, or from a launcher.
 */
export function ownClasses(
  entries: Entries,
  startClass: string | undefined,
  maxGroups: number,
): readonly ClassSample[] {
  const places = ['BOOT-INF/', 'WEB-INF/'].map((place) => entries.below(place));
  if (places.some((inside) => inside.length > 0)) {
    const application = places.flat().filter((index) => isApplication(entries.name(index)));
    return [{ indexes: spread(application), counts: 'highest' }];
  }
  const start = startClass && groupOf(startClass.replaceAll('.', '/'));
  const groups = groupsOf(entries, start);
  const bySize = [...groups.values()].sort((a, b) => b.length - a.length);
  const home = (start === undefined ? undefined : groups.get(start)) ?? bySize[0];
  const rest = bySize.filter((group) => group !== home).slice(0, maxGroups);
  return [
    { indexes: spread(home ?? []), counts: 'highest' },
    ...rest.map((group) => ({ indexes: group.slice(0, perGroup), counts: 'lowest' as const })),
  ];
}

function isApplication(name: string): boolean {
  return isCounted(name) && (name.startsWith('BOOT-INF/classes/') || name.startsWith('WEB-INF/classes/'));
}

function groupsOf(entries: Entries, home: string | undefined): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  let [last, lastName]: [number[] | undefined, string] = [undefined, '/'];
  for (const index of entries.find(isCounted)) {
    const name = groupOf(entries.name(index));
    if (name !== lastName) {
      [last, lastName] = [groups.get(name), name];
      if (!last && (groups.size < maxKnownGroups || name === home)) groups.set(name, (last = []));
    }
    last?.push(index);
  }
  return groups;
}

// com/acme/ of com/acme/orders/Main: the groups that people pack together share two steps.
function groupOf(name: string): string {
  const first = name.indexOf('/') + 1;
  const second = first > 0 ? name.indexOf('/', first) + 1 : 0;
  return name.slice(0, second || first);
}

/** Picks a sample of neighbours: those in the directory are neighbours in the file, and come in one read. */
function spread(classes: readonly number[]): readonly number[] {
  if (classes.length <= maxClasses) return classes;
  return Array.from({ length: maxClasses }, (_, i) => {
    const place = Math.floor(i / besides);
    return classes[Math.floor((place * classes.length * besides) / maxClasses) + (i % besides)]!;
  });
}
