import { isNoPackage } from '../../core/isNoPackage';
import { limited } from '../../core/limited';
import type { LibraryInside, PathsDiffering } from '../../core/packageFacts';
import type { Archive } from '../readArchive';
import type { LibraryPair, SummedLibrary } from './pairLibraries';
import { readNested } from './readNested';

// One or two reads on either side for each.
const maxLibraries = 8;
const maxConcurrent = 4;
const maxBytes = 128 * 1024 * 1024;

/** The two packages that have the libraries. `versions` reads those of the application itself, empty where it says none. */
export interface LookInto {
  readonly before: Archive;
  readonly after: Archive;
  readonly versions: () => Promise<readonly [before: string, after: string]>;
}

type Whole = readonly [SummedLibrary, SummedLibrary];

/**
 * Compares the directories of those libraries that were built with the application: their version stayed the same, is a
 * SNAPSHOT's, or is the application's. The smaller ones first, 8 at most.
 */
export async function lookInside(
  { before, after, versions }: LookInto,
  pairs: readonly LibraryPair[],
): Promise<ReadonlyMap<LibraryPair, LibraryInside>> {
  const whole = pairs.filter(isWhole);
  const others = whole.filter((pair) => !isRebuilt(pair));
  const ofApplication = others.length > 0 ? await versions() : undefined;
  const own = whole
    .filter((pair) => isRebuilt(pair) || (ofApplication && isOfApplication(pair, ofApplication)))
    .sort((a, b) => bytesOf(a) - bytesOf(b));
  const inside = new Map<LibraryPair, LibraryInside>();
  for (const pair of own) inside.set(pair, { kind: 'notCompared' });
  let bytes = 0;
  const looked = own.filter((pair, n) => n < maxLibraries && (bytes += bytesOf(pair)) <= maxBytes);
  const inTurn = limited(maxConcurrent);
  const looks = looked.map(async (pair) => {
    const paths = await inTurn(() => compareNested(before, after, pair));
    if (paths) inside.set(pair, { kind: 'compared', ...paths });
  });
  await Promise.all(looks);
  return inside;
}

function isWhole(pair: LibraryPair): pair is Whole {
  return pair[0] !== undefined && pair[1] !== undefined;
}

/** Tells whether it is one release with other content, which only a build of one's own makes. */
function isRebuilt([old, fresh]: Whole): boolean {
  return old.version === fresh.version || (isSnapshot(old) && isSnapshot(fresh));
}

function isSnapshot({ version }: SummedLibrary): boolean {
  return /-SNAPSHOT\b|-\d{8}\.\d{6}-\d/i.test(version);
}

function isOfApplication([old, fresh]: Whole, [before, after]: readonly [string, string]): boolean {
  return old.version === before && fresh.version === after;
}

function bytesOf([old, fresh]: Whole): number {
  return old.bytes + fresh.bytes;
}

async function compareNested(
  before: Archive,
  after: Archive,
  [old, fresh]: Whole,
): Promise<PathsDiffering | undefined> {
  try {
    const [left, right] = await Promise.all([
      readNested(before, before.entries.at(old.index)),
      readNested(after, after.entries.at(fresh.index)),
    ]);
    return left && right && comparePaths(left, right);
  } catch (error) {
    // A damaged library is told as one that was not looked into; the package around it is whole.
    if (isNoPackage(error)) return undefined;
    throw error;
  }
}

function comparePaths({ entries: left }: Archive, { entries: right }: Archive): PathsDiffering {
  const [gone, come] = [indexOf(left), indexOf(right)];
  const [added, changed, removed]: [string[], string[], string[]] = [[], [], []];
  for (const path of come.keys()) if (!gone.has(path)) added.push(path);
  for (const [path, index] of gone) {
    const place = come.get(path);
    if (place === undefined) removed.push(path);
    else if (left.at(index).crc32 !== right.at(place).crc32 || left.at(index).bytes !== right.at(place).bytes)
      changed.push(path);
  }
  return { added: added.sort(), changed: changed.sort(), removed: removed.sort() };
}

function indexOf(entries: Archive['entries']): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let index = 0; index < entries.length; index++) found.set(entries.name(index), index);
  return found;
}
