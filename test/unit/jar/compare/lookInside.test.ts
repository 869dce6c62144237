import assert from 'node:assert/strict';
import type { LibraryInside, PackageDifference } from '../../../../src/core/packageFacts';
import { comparePackages } from '../../../../src/jar/comparePackages';
import { memorySource } from '../../../fixtures/memorySource';
import { seededBytes } from '../../../fixtures/seededBytes';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';

type Files = Readonly<Record<string, string | Buffer>>;

const zipOf = (files: Files) => handmadeZip(Object.entries(files).map(([name, content]) => ({ name, content })));

const manifest = (version: string): HandmadeEntry => ({
  name: 'META-INF/MANIFEST.MF',
  content: `Manifest-Version: 1.0\r\nImplementation-Version: ${version}\r\n\r\n`,
});

const library = (name: string, content: Buffer, isDeflated = false): HandmadeEntry => ({
  name: `BOOT-INF/lib/${name}.jar`,
  content,
  isDeflated,
});

async function compare(before: readonly HandmadeEntry[], after: readonly HandmadeEntry[]): Promise<PackageDifference> {
  return comparePackages(memorySource(handmadeZip(before)), memorySource(handmadeZip(after)));
}

async function insideOf(before: HandmadeEntry, after: HandmadeEntry): Promise<LibraryInside | undefined> {
  const { libraries } = await compare([before], [after]);
  assert.equal(libraries.length, 1);
  return libraries[0]?.inside;
}

const older: Files = { 'com/acme/Kept.class': 'k', 'com/acme/Order.class': 'o', 'com/acme/Gone.class': 'g' };
const newer: Files = { 'com/acme/Kept.class': 'k', 'com/acme/Order.class': 'p', 'com/acme/Come.class': 'c' };
const classes = {
  kind: 'compared',
  added: ['com/acme/Come.class'],
  changed: ['com/acme/Order.class'],
  removed: ['com/acme/Gone.class'],
};

describe('looking inside rebuilt libraries', () => {
  it('names the classes of a module of one’s own, stored or deflated, small or read by ranges', async () => {
    const large = { 'data.bin': seededBytes(1, 700_000) };
    for (const isDeflated of [false, true])
      for (const more of [{}, large])
        for (const name of ['orders-domain-1.4.2', 'orders-domain-1.5.0-SNAPSHOT', 'orders-domain'])
          assert.deepEqual(
            await insideOf(
              library(name, zipOf({ ...more, ...older }), isDeflated),
              library(name, zipOf({ ...more, ...newer }), !isDeflated),
            ),
            classes,
            `${name}, deflated ${isDeflated}, ${Object.keys(more).length}`,
          );
  });

  it('names those of a module whose version went with the application’s, and of no other', async () => {
    const jar = (version: string, files: Files) => [
      manifest(version),
      library(`orders-domain-${version}`, zipOf(files)),
      library(version === '1.4.2' ? 'jackson-core-2.17.1' : 'jackson-core-2.17.2', zipOf(files)),
    ];
    const { libraries } = await compare(jar('1.4.2', older), jar('1.5.0', newer));
    assert.deepEqual(
      libraries.map(({ name, inside }) => [name, inside?.kind]),
      [
        ['jackson-core', undefined],
        ['orders-domain', 'compared'],
      ],
    );
  });

  it('finds no file where one was only built anew', async () => {
    const anew = zipOf(older);
    anew.writeUInt16LE(0x5a21, 10);
    assert.deepEqual(await insideOf(library('orders-1', zipOf(older)), library('orders-1', anew)), {
      kind: 'compared',
      added: [],
      changed: [],
      removed: [],
    });
  });

  it('reads little: a library of 20 MB by its end, many of them not at all', async () => {
    const of = (files: Files) => zipOf({ 'data.bin': Buffer.alloc(20_000_000), ...files });
    const sources = [older, newer].map((files) => memorySource(handmadeZip([library('orders-1', of(files))])));
    const { libraries } = await comparePackages(sources[0]!, sources[1]!);
    assert.deepEqual(libraries[0]?.inside, classes);
    for (const { asked } of sources) {
      const bytes = asked.reduce((total, [, length]) => total + length, 0);
      assert.ok(asked.length <= 4 && bytes < 1_000_000, `${asked.length} reads of ${bytes} bytes`);
    }
    const many = (files: Files) =>
      Array.from({ length: 100 }, (_, n) =>
        library(`orders-${String.fromCharCode(97 + (n % 26))}${n}-1`, zipOf(files)),
      );
    const [left, right] = [memorySource(handmadeZip(many(older))), memorySource(handmadeZip(many(newer)))];
    const kinds = (await comparePackages(left, right)).libraries.map(({ inside }) => inside?.kind);
    assert.equal(kinds.filter((kind) => kind === 'compared').length, 8);
    assert.equal(kinds.filter((kind) => kind === 'notCompared').length, 92);
  });

  it('fetches no large deflated library to look into it', async () => {
    const jar = (files: Files) =>
      handmadeZip([library('orders-1.0-SNAPSHOT', zipOf({ ...files, data: seededBytes(2, 3_000_000) }), true)]);
    let fetched = 0;
    const remote = (bytes: Buffer) => {
      const source = memorySource(bytes);
      const read = (start: number, length: number) => ((fetched += length), source.read(start, length));
      return { ...source, isRemote: true, read };
    };
    const { libraries } = await comparePackages(remote(jar(older)), memorySource(jar(newer)));
    assert.deepEqual(
      libraries.map(({ inside }) => inside?.kind),
      ['notCompared'],
    );
    assert.ok(fetched < 1_000_000, `${fetched} bytes`);
  });

  it('does not look into what is damaged, hostile or no archive, and compares the rest', async () => {
    const cut = zipOf(newer).subarray(0, -30);
    const lying = (entries: number) => {
      const bytes = Buffer.from(zipOf(newer));
      const end = bytes.length - 22;
      bytes.writeUInt16LE(0xffff, end + 8);
      bytes.writeUInt16LE(0xffff, end + 10);
      bytes.writeUInt32LE(entries * 46, end + 12);
      return bytes;
    };
    // A million entries that are there: names of one letter, no content.
    const million = handmadeMillion();
    const bomb = library('orders-1', Buffer.alloc(64 * 1024 * 1024), true);
    const swelling: HandmadeEntry = {
      ...library('orders-1', Buffer.alloc(4_000_000), true),
      spoil: (central) => central.writeUInt32LE(1000, 24),
    };
    const hostile: Readonly<Record<string, HandmadeEntry>> = {
      cut: library('orders-1', cut),
      'no archive': library('orders-1', Buffer.from('<html>')),
      empty: library('orders-1', Buffer.alloc(0)),
      'a million claimed': library('orders-1', lying(1_000_000)),
      'a million there': library('orders-1', million),
      'a million there, deflated': library('orders-1', million, true),
      'a bomb': bomb,
      'more than it claims': swelling,
    };
    for (const [what, one] of Object.entries(hostile)) {
      const began = performance.now();
      const { libraries } = await compare([library('orders-1', zipOf(older))], [one]);
      assert.deepEqual(libraries[0]?.inside, { kind: 'notCompared' }, what);
      assert.ok(performance.now() - began < 3000, `${what} takes ${Math.round(performance.now() - began)} ms`);
    }
  });

  it('fails as its source does where a read fails', async () => {
    const [left, right] = [older, newer].map((files) =>
      memorySource(handmadeZip([library('orders-1', zipOf({ 'data.bin': seededBytes(1, 700_000), ...files }))])),
    );
    const failing = {
      ...right!,
      read: (start: number, length: number) => {
        if (start === 0) return Promise.reject(new Error('the connection is gone'));
        return right!.read(start, length);
      },
    };
    await assert.rejects(comparePackages(left!, failing), /the connection is gone/);
  });
});

/** A directory of a million entries, as a library claims that means harm. */
function handmadeMillion(): Buffer {
  const [one] = [handmadeZip([{ name: 'a', content: '' }])];
  const count = 1_000_000;
  const local = one.subarray(0, 31);
  const central = one.subarray(31, 31 + 47);
  const directory = Buffer.alloc(central.length * count);
  for (let n = 0; n < count; n++) central.copy(directory, n * central.length);
  const end = Buffer.from(one.subarray(-22));
  for (const at of [8, 10]) end.writeUInt16LE(count & 0xffff, at);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}
