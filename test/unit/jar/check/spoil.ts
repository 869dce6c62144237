import { handmadeZip, type HandmadeEntry } from '../handmadeZip';
import { mutate } from '../mutate';
import type { Random } from '../random';
import { startingPackages, type StartingPackage } from './startingPackages';

type Entries = readonly HandmadeEntry[];
type Spoiling = (entries: Entries, random: Random) => Entries;

const names: readonly (string | Buffer)[] = [
  Buffer.from('\xff\xfe.txt', 'latin1'),
  'META-INF/MANIFEST.MF',
  'meta-inf/manifest.mf',
  'META-INF/X.SF',
  'a/Main.class',
  'a/Main.class/',
  '',
  '/',
  'BOOT-INF/lib/x.jar',
  'x'.repeat(65_500),
];
const lines = [
  'Main-Class:a.Main',
  'Main-Class: a.Gone',
  'main-class: a/Main',
  ' goes on',
  'no attribute',
  `Long: ${'x'.repeat(520)}`,
  'Class-Path: lib/x.jar',
  '\0',
  '',
  'Name: x',
  'Start-Class: com.acme.Gone',
  `${'n'.repeat(80)}: x`,
  '\ufeffBom: x',
  'Multi-Release: true',
];

const spoilings: readonly Spoiling[] = [
  dropOne,
  renameOne,
  swapNames,
  spoilManifest,
  spoilManifest,
  repack,
  spoilHeader,
  addExtra,
];

/** A package that starts with something wrong: in its entries before they are packed, or in its bytes. */
export function spoiltPackage(random: Random): { readonly kind: string; readonly bytes: Buffer } {
  const [kind, whole] = random.of(Object.entries(startingPackages));
  const isByBytes = random.below(2) === 0;
  if (isByBytes)
    return { kind, bytes: mutate(packed(whole), random, [packed(random.of(Object.values(startingPackages)))]) };
  let { entries } = whole;
  for (let left = random.of([1, 1, 1, 2]); left > 0; left--) entries = random.of(spoilings)(entries, random);
  const bytes = packed({ ...whole, entries });
  const appended = random.below(12) === 0 ? Buffer.from('\r\n'.slice(random.below(2))) : Buffer.alloc(0);
  return { kind, bytes: Buffer.concat([bytes, appended]) };
}

/** The bytes of a package. */
export function packed({ entries, finish }: StartingPackage): Buffer {
  return finish(handmadeZip(entries));
}

function replaced(entries: Entries, random: Random, change: (entry: HandmadeEntry) => Partial<HandmadeEntry>): Entries {
  const at = random.below(entries.length);
  return entries.map((entry, index) => (index === at ? { ...entry, ...change(entry) } : entry));
}

function dropOne(entries: Entries, random: Random): Entries {
  const at = random.below(entries.length);
  return entries.length < 2 ? entries : entries.filter((_, index) => index !== at);
}

function renameOne(entries: Entries, random: Random): Entries {
  return replaced(entries, random, () => ({ name: random.of(names) }));
}

function swapNames(entries: Entries, random: Random): Entries {
  const [one, other] = [random.below(entries.length), random.below(entries.length)];
  const place = new Map([
    [one, other],
    [other, one],
  ]);
  return entries.map((entry, index) => ({ ...entry, name: entries[place.get(index) ?? index]!.name }));
}

function repack(entries: Entries, random: Random): Entries {
  return replaced(entries, random, ({ isDeflated }) => ({ isDeflated: !isDeflated }));
}

function spoilManifest(entries: Entries, random: Random): Entries {
  return entries.map((entry) => {
    if (entry.name !== 'META-INF/MANIFEST.MF') return entry;
    const text = entry.content.toString();
    if (random.below(4) === 0) return { ...entry, content: text.slice(0, random.below(text.length + 1)) };
    const old = text.split('\r\n');
    const at = random.below(old.length);
    const isAdded = random.below(2) === 0;
    const changed = [...old.slice(0, at), random.of(lines), ...old.slice(isAdded ? at : at + 1)];
    return { ...entry, content: changed.join(random.of(['\r\n', '\n', '\r'])) };
  });
}

function spoilHeader(entries: Entries, random: Random): Entries {
  const [offset, value] = [random.of([4, 6, 8, 10, 28, 30, 32, 34, 42]), random.below(65536)];
  const [isLocal, small] = [random.below(2) === 0, random.below(64)];
  return replaced(entries, random, () => ({
    spoil(central, local) {
      const header = isLocal ? local : central;
      if (offset + 2 <= header.length) header.writeUInt16LE(random.of([value, small, 0xffff]), offset);
    },
  }));
}

function addExtra(entries: Entries, random: Random): Entries {
  const extra = Buffer.alloc(random.below(24));
  for (let at = 0; at < extra.length; at++) extra[at] = random.below(3) === 0 ? random.below(256) : random.below(9);
  return replaced(entries, random, () => ({ extra }));
}
