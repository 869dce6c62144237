import { handmadeZip, type HandmadeEntry } from '../handmadeZip';
import { mainClassFile } from '../../../fixtures/mainClassFile';
import { packed } from './spoil';
import { startingPackages, withZip64End } from './startingPackages';

/** A package that Java refuses before `main`, and what the check comes to: the kind of its error, or its failure. */
export interface RefusedPackage {
  readonly bytes: Buffer;
  readonly outcome: string;
}

const main = { name: 'a/Main.class', content: mainClassFile('a/Main') };

/** What Java was seen to refuse, one of each kind: found by mutations, made by hand so that it stays the same. */
export const refusedPackages: Readonly<Record<string, RefusedPackage>> = {
  'a manifest without end': withManifest('Main-Class: a.Main'),
  'a manifest that goes on and does not end': withManifest('Main-Class: a.Main\nX: y\n z'),
  'a manifest that goes on from nothing': withManifest(' x\nMain-Class: a.Main\n\n'),
  'a manifest with a line that is none': withManifest('Main-Class: a.Main\nno attribute\n\n'),
  'a manifest with a rest that is no line': withManifest('Main-Class: a.Main\nno attribute'),
  'a manifest with a NUL': withManifest('X: y\n\0Z: a\n\0Main-Class: a.Main\n'),
  'a manifest with a NUL in a name': withManifest('X\0: y\nMain-Class: a.Main\n'),
  'a manifest without a space': withManifest('Main-Class:a.Main\n'),
  'a manifest with a BOM': withManifest('\ufeffMain-Class: a.Main\n'),
  'a manifest with a long line': withManifest(`X: ${'y'.repeat(510)}\nMain-Class: a.Main\n`),
  'a manifest with a long name': withManifest(`${'x'.repeat(71)}: y\nMain-Class: a.Main\n`),
  'a manifest with a section without name': withManifest('Main-Class: a.Main\n\nX: y\n'),
  'a manifest in lower case': { ...of({ name: 'meta-inf/manifest.mf', content: 'Main-Class: a.Main\n' }, main) },
  'a first manifest that is no manifest': {
    ...of(manifest('no attribute\n'), manifest('Main-Class: a.Main\n'), main),
  },
  'a main class of another name': of(
    manifest('Main-Class: a.Main\n'),
    { ...main, content: mainClassFile('a/Other') },
    'mainClassMissing',
  ),
  'a main class that is no class': of(manifest('Main-Class: a.Main\n'), { ...main, content: 'x' }, 'damagedEntries'),
  'a main class behind no local header': of(
    manifest('Main-Class: a.Main\n'),
    { ...main, spoil: (_, local) => void local.writeUInt8(0, 0) },
    'damagedEntries',
  ),
  'a first entry whose names differ': {
    ...of(
      { name: 'x', content: '', spoil: (_, local) => void local.writeUInt16LE(2, 26) },
      manifest('Main-Class: a.Main\n'),
      main,
    ),
    outcome: 'damagedEntries',
  },
  'a name in Latin-1': of(
    manifest('Main-Class: a.Main\n'),
    main,
    { name: Buffer.from('caf\xe9', 'latin1'), content: '' },
    'refusedNames',
  ),
  'a comment in Latin-1': {
    bytes: withComment(Buffer.from('\xe9', 'latin1')),
    outcome: 'damagedEntries',
  },
  'an extra field that is too long': of(
    manifest('Main-Class: a.Main\n'),
    { ...main, extra: Buffer.from('feca0500', 'hex') },
    'damagedEntries',
  ),
  'one byte behind the end': {
    bytes: Buffer.concat([handmadeZip([manifest('Main-Class: a.Main\n'), main]), Buffer.from('\n')]),
    outcome: 'bytesAfterEnd',
  },
  'a ZIP64 record of another disk': { bytes: ofOtherDisk(), outcome: 'truncatedPackage' },
  'a WAR of Spring Boot whose manifest is refused': {
    bytes: withLines('bootWar', (text) => `${text.trimEnd()}\r\nno attribute\r\n\r\n`),
    outcome: 'war',
  },
  'a start class that is not there, and a library cut short': {
    bytes: packed({
      ...startingPackages['boot']!,
      entries: [
        ...startingPackages['boot']!.entries.filter(({ name }) => !String(name).endsWith('Orders.class')),
        { name: 'BOOT-INF/lib/empty-1.0.jar', content: '' },
      ],
    }),
    outcome: 'mainClassMissing',
  },
  'a library that is deflated': {
    bytes: packed({
      ...startingPackages['boot']!,
      entries: startingPackages['boot']!.entries.map((entry) => ({ ...entry, isDeflated: true })),
    }),
    outcome: 'deflatedLibraries',
  },
};

function manifest(content: string): HandmadeEntry {
  return { name: 'META-INF/MANIFEST.MF', content };
}

function withManifest(content: string): RefusedPackage {
  return of(manifest(content), main);
}

function of(...parts: readonly (HandmadeEntry | string)[]): RefusedPackage {
  const entries = parts.filter((part) => typeof part !== 'string');
  const outcome = parts.find((part) => typeof part === 'string');
  return { bytes: handmadeZip(entries), outcome: outcome ?? 'noMainClass' };
}

/** The last entry of the directory with a comment. */
function withComment(comment: Buffer): Buffer {
  const zip = handmadeZip([manifest('Main-Class: a.Main\n'), main]);
  const end = Buffer.from(zip.subarray(-22));
  const last = zip.lastIndexOf('PK\x01\x02', undefined, 'latin1');
  zip.writeUInt16LE(comment.length, last + 32);
  end.writeUInt32LE(end.readUInt32LE(12) + comment.length, 12);
  return Buffer.concat([zip.subarray(0, -22), comment, end]);
}

function ofOtherDisk(): Buffer {
  const zip = withZip64End(handmadeZip([manifest('Main-Class: a.Main\n'), main]));
  zip.writeUInt32LE(7, zip.length - 22 - 20 + 4);
  return zip;
}

function withLines(kind: string, change: (text: string) => string): Buffer {
  const whole = startingPackages[kind]!;
  const entries = whole.entries.map((entry) =>
    entry.name === 'META-INF/MANIFEST.MF' ? { ...entry, content: change(entry.content.toString()) } : entry,
  );
  return packed({ ...whole, entries });
}
