import { seededBytes } from '../../../fixtures/seededBytes';
import type { Random } from '../random';
import { made, packageBytes, packed, type Layout, type MadeEntry } from './packageBytes';

/** A package as a build left it, whose next build may differ. */
export interface Build extends Layout {
  readonly entries: readonly MadeEntry[];
}

/** A change that the next build of a package may bring. */
export type Change = (build: Build, random: Random) => Build;

let seed = 1;

/** Content of which each is another. It repeats itself near and far: how well it packs depends on the level. */
function content(bytes: number): Buffer {
  const fresh = seededBytes(++seed, bytes);
  for (let at = 64; at + 40 < bytes; at += 64) {
    const back = 40 + ((fresh.readUInt16LE(at) * 8) % Math.min(at - 39, 30_000));
    fresh.copyWithin(at, at - back, at - back + 12 + (fresh[at + 2]! & 31));
  }
  return fresh;
}

const isLibrary = ({ name }: MadeEntry): boolean => name.endsWith('.jar');
const isClass = ({ name }: MadeEntry): boolean => name.endsWith('.class');
const buildTime = (random: Random): number => 0x5c30_0000 + random.below(0x6000);

export function bytesOf({ entries, ...layout }: Build): Buffer {
  return packageBytes(entries, layout);
}

/** Spring Boot's: classes first, then libraries as they are, with the times that they have in the local repository. */
export function boot(random: Random, { libraries = 14, most = 1200 * 1024, folder = 'BOOT-INF' } = {}): Build {
  const time = buildTime(random);
  const classes = Array.from({ length: 24 }, (_, n) =>
    made(`${folder}/classes/com/acme/C${n}.class`, content(500 + random.below(6000)), { level: 6, time }),
  );
  return {
    entries: [
      made('META-INF/', Buffer.alloc(0), { time }),
      made('META-INF/MANIFEST.MF', content(400), { level: 6, time }),
      made('org/springframework/boot/loader/Launcher.class', content(9000), { level: 6, time: 0x3c21_0000 }),
      ...classes,
      made(`${folder}/lib/`, Buffer.alloc(0), { time }),
      ...Array.from({ length: libraries }, (_, n) =>
        made(`${folder}/lib/lib${n}-1.${n}.jar`, content(2000 + random.below(most)), { time: 0x5a00_0000 + n * 77 }),
      ),
    ],
  };
}

/** Maven's WAR: libraries deflated, behind the classes or in front of them. */
export function war(random: Random): Build {
  const { entries, ...layout } = boot(random, { folder: 'WEB-INF', most: 1600 * 1024 });
  return { ...layout, entries: entries.map((entry) => (isLibrary(entry) ? deflate(entry, 6) : entry)) };
}

/** A shaded JAR: thousands of classes, each with the time of its library, among them a few large resources. */
export function shaded(random: Random): Build {
  const time = buildTime(random);
  const classes = (from: number, count: number): readonly MadeEntry[] =>
    Array.from({ length: count }, (_, n) =>
      made(`org/lib${(from + n) % 30}/K${from + n}.class`, content(1000 + random.below(5000)), {
        level: 6,
        time: 0x5a00_0000 + ((from + n) % 30),
        hasDescriptor: true,
      }),
    );
  return {
    entries: [
      made('META-INF/MANIFEST.MF', content(300), { level: 6, time }),
      ...classes(0, 900),
      made('com/acme/Main.class', content(3000), { level: 6, time }),
      made('native/libcrypto.so', content(2_600_000), { level: 6, time: 0x5a11_0000 }),
      made('data/dictionary.bin', content(900_000), { time: 0x5a12_0000 }),
      ...classes(900, 900),
    ],
  };
}

/** The same as tools write it that do not go back to a header once the data are there. */
export function withDescriptors(build: Build): Build {
  return mapEntries(build, (entry) => ({ ...entry, hasDescriptor: entry.isDeflated }));
}

/** The same with extra times: those of NTFS, and those of Unix with one of access that only the local header has. */
export function withTimes(build: Build, random: Random): Build {
  return mapEntries(build, (entry, n) => ({
    ...entry,
    ...times(entry.time, n % 3 === 0 ? random.below(1 << 20) : undefined),
  }));
}

function times(modified: number, accessed: number | undefined): Pick<MadeEntry, 'extra' | 'localExtra'> {
  const ntfs = Buffer.alloc(36);
  ntfs.writeUInt16LE(0x000a, 0);
  ntfs.writeUInt16LE(32, 2);
  ntfs.writeUInt16LE(1, 8);
  ntfs.writeUInt16LE(24, 10);
  ntfs.writeUInt32LE(modified, 12);
  if (accessed === undefined) return { extra: ntfs, localExtra: ntfs };
  const unix = Buffer.alloc(13);
  unix.writeUInt16LE(0x5455, 0);
  unix.writeUInt16LE(9, 2);
  unix[4] = 3;
  unix.writeUInt32LE(modified, 5);
  unix.writeUInt32LE(accessed, 9);
  const announced = Buffer.from(unix.subarray(0, 9));
  announced.writeUInt16LE(5, 2);
  return { extra: announced, localExtra: unix };
}

/** Each kind of change between two builds. */
export const changes = {
  rebuilt: (build, random) => {
    const time = buildTime(random);
    return mapEntries(build, (entry) => (entry.time >= 0x5c30_0000 ? { ...entry, time } : entry));
  },
  classChanged: (build, random) => replace(build, random, isClass, renew),
  classAdded: (build, random) =>
    insert(build, made(`com/acme/New${random.below(1e6)}.class`, content(3000), { level: 6 }), random.below(6)),
  libraryRaised: (build, random) =>
    replace(build, random, isLibrary, (entry) => ({ ...renew(entry), name: entry.name.replace('.jar', '.1.jar') })),
  libraryAdded: (build, random) =>
    insert(build, made(`lib/new${random.below(1e6)}.jar`, content(random.below(900_000))), random.below(40)),
  libraryRemoved: (build, random) => {
    const gone = random.of(build.entries.filter(isLibrary).concat(build.entries.slice(-1)));
    return { ...withoutOrder(build), entries: build.entries.filter((entry) => entry !== gone) };
  },
  reordered: (build, random) => {
    const at = random.below(build.entries.length);
    const { entries } = build;
    return { ...withoutOrder(build), entries: [...entries.slice(at), ...entries.slice(0, at)] };
  },
  directoryReordered: (build) => ({ ...build, order: build.entries.map((_, n) => build.entries.length - 1 - n) }),
  // A Gradle cache that was filled anew.
  libraryTimes: (build, random) => {
    const time = buildTime(random);
    return mapEntries(build, (entry) => (isLibrary(entry) ? { ...entry, time } : entry));
  },
  // Of a build in another time zone: the times of the header are equal all the same.
  timeZone: (build) =>
    mapEntries(build, (entry) => ({
      ...entry,
      ...(entry.extra?.length === 36 && times(entry.time + 3600, undefined)),
    })),
  accessTimes: (build, random) =>
    mapEntries(build, (entry) => ({
      ...entry,
      ...(entry.extra?.length === 9 && times(entry.time, random.below(1 << 20))),
    })),
  deflatedAgain: (build, random) => {
    const level = 1 + random.below(9);
    return mapEntries(build, (entry) =>
      entry.isDeflated && entry.content.length < 1e6 ? deflate(entry, level) : entry,
    );
  },
  prefixed: (build, random) => ({ ...build, prefix: seededBytes(random.below(1e6), random.below(20_000)) }),
  zip64End: (build) => ({ ...build, isZip64: true }),
  zip64Entries: (build) => mapEntries(build, (entry) => ({ ...entry, isZip64: !entry.hasDescriptor })),
  sameNameTwice: (build, random) => {
    const twice = random.of(build.entries);
    return insert(build, random.below(2) === 0 ? twice : renew(twice), random.below(build.entries.length));
  },
  junk: (build, random) =>
    replace(
      build,
      random,
      () => true,
      (entry) => ({ ...entry, junk: content(1 + random.below(5000)) }),
    ),
  comment: (build, random) => ({ ...build, comment: 'c'.repeat(random.below(300)) }),
  renamed: (build, random) =>
    replace(build, random, isLibrary, (entry) => ({ ...entry, name: `${entry.name}.moved.jar` })),
} satisfies Record<string, Change>;

function mapEntries(build: Build, change: (entry: MadeEntry, index: number) => MadeEntry): Build {
  return { ...build, entries: build.entries.map(change) };
}

function replace(
  build: Build,
  random: Random,
  mayBe: (entry: MadeEntry) => boolean,
  change: (entry: MadeEntry) => MadeEntry,
): Build {
  const chosen = random.of(build.entries.filter(mayBe).concat(build.entries.slice(-1)));
  return mapEntries(build, (entry) => (entry === chosen ? change(entry) : entry));
}

function insert(build: Build, entry: MadeEntry, at: number): Build {
  return { ...withoutOrder(build), entries: [...build.entries.slice(0, at), entry, ...build.entries.slice(at)] };
}

function withoutOrder({ order, ...build }: Build): Build {
  void order;
  return build;
}

function renew(entry: MadeEntry): MadeEntry {
  return { ...entry, ...packed(content(entry.content.length + 17), entry.isDeflated ? 6 : 0) };
}

function deflate(entry: MadeEntry, level: number): MadeEntry {
  return { ...entry, ...packed(entry.content, level) };
}
