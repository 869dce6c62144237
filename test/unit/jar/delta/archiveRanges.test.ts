import assert from 'node:assert/strict';
import type { EqualRange } from '../../../../src/core/delta/deltaPlan';
import type { KeptDirectory } from '../../../../src/core/ports/archiveRanges';
import { AppError } from '../../../../src/core/errors';
import { equalRanges } from '../../../../src/jar/delta/equalRanges';
import { readDirectory } from '../../../../src/jar/delta/readDirectory';
import { memorySource } from '../../../fixtures/memorySource';
import { seededBytes } from '../../../fixtures/seededBytes';
import { note } from '../../../harness/note';
import { mutate } from '../mutate';
import { Random } from '../random';
import { made, packageBytes, type MadeEntry } from './packageBytes';

const KiB = 1024;

const manifest = made('META-INF/MANIFEST.MF', Buffer.from('Manifest-Version: 1.0\n'));
const library = made('lib/a.jar', seededBytes(1, 600 * KiB));
const other = made('lib/b.jar', seededBytes(2, 300 * KiB));
const application = made('A.class', seededBytes(3, 2000));
const changed = made('A.class', seededBytes(4, 2100));
const base = packageBytes([manifest, application, library, other]);

async function rangesOf(file: Buffer, before: Buffer): Promise<readonly EqualRange[]> {
  const source = memorySource(file);
  return equalRanges(source, await readDirectory(source), await readDirectory(memorySource(before)));
}

/** The ranges, each as the file has it, and whether the base has the same there. */
async function texts(file: Buffer, before: Buffer): Promise<readonly string[]> {
  return (await rangesOf(file, before)).map(({ start, end, baseStart }) => {
    const isEqual = file.compare(before, baseStart, baseStart + end - start, start, end) === 0;
    return `${start}-${end} ${isEqual ? 'equal' : 'different'}`;
  });
}

function lengthOf(entry: MadeEntry): number {
  return 30 + entry.name.length + entry.packed.length;
}

describe('readDirectory', () => {
  it('reads a package from its directory on, in a single read', async () => {
    const source = memorySource(base);
    const { packageBytes: bytes, start, tail } = await readDirectory(source);
    assert.equal(bytes, base.length);
    assert.ok(base.subarray(start).equals(tail));
    assert.equal(base.toString('latin1', start, start + 4), 'PK\x01\x02');
    assert.equal(source.asked.length, 1);
  });

  it('reads a long one in two, and what is in front of the ZIP', async () => {
    const many = Array.from({ length: 5000 }, (_, n) =>
      made(`com/acme/a/long/package/Class${n}.class`, Buffer.alloc(1)),
    );
    const source = memorySource(packageBytes(many, { prefix: Buffer.from('#!/bin/sh\n'), isZip64: true }));
    assert.ok((await readDirectory(source)).tail.length > 256 * KiB);
    assert.ok(source.asked.length <= 5, `${source.asked.length} reads`);
  });

  it('says what is no package, and which directory is too large', async () => {
    const fails = (bytes: Buffer): Promise<string> =>
      readDirectory(memorySource(bytes)).then(
        () => 'read',
        (error: unknown) => (error instanceof AppError ? error.failure : String(error)),
      );
    assert.equal(await fails(Buffer.alloc(0)), 'emptyPackage');
    assert.equal(await fails(seededBytes(5, 1000)), 'badPackage');
    assert.equal(await fails(base.subarray(0, 500_000)), 'truncatedPackage');
    const name = 'n'.repeat(4000);
    const large = Array.from({ length: 1100 }, (_, n) => made(`${n}${name}`, Buffer.alloc(0)));
    assert.equal(await fails(packageBytes(large)), 'badPackage');
    assert.equal(await fails(packageBytes(large.slice(0, 1000))), 'read');
  });
});

describe('equalRanges', function () {
  this.timeout(60_000);

  it('finds a package that is the same in one range, with its directory', async () => {
    for (const layout of [{}, { prefix: Buffer.from('#!/bin/sh\n') }, { comment: 'a comment' }, { isZip64: true }]) {
      const bytes = packageBytes([manifest, library], layout);
      assert.deepEqual(await texts(bytes, bytes), [`0-${bytes.length} equal`]);
    }
  });

  it('joins neighbours, and reads nothing of the file for them', async () => {
    const file = packageBytes([manifest, changed, library, other]);
    const source = memorySource(file);
    const directory = await readDirectory(source);
    const asked = source.asked.length;
    const found = await equalRanges(source, directory, await readDirectory(memorySource(base)));
    const libraryAt = lengthOf(manifest) + lengthOf(changed);
    assert.deepEqual(found, [
      { start: 0, end: lengthOf(manifest), baseStart: 0 },
      {
        start: libraryAt,
        end: libraryAt + lengthOf(library) + lengthOf(other),
        baseStart: lengthOf(manifest) + lengthOf(application),
      },
    ]);
    assert.equal(source.asked.length, asked);
  });

  it('finds entries that were moved, and those of another name by their data', async () => {
    const file = packageBytes([other, { ...library, name: 'lib/a-longer-name.jar' }, manifest]);
    const found = await texts(file, base);
    const renamedAt = lengthOf(other) + 30 + 'lib/a-longer-name.jar'.length;
    const manifestAt = renamedAt + 600 * KiB;
    assert.deepEqual(found, [
      `0-${lengthOf(other)} equal`,
      `${renamedAt}-${manifestAt} equal`,
      `${manifestAt}-${manifestAt + lengthOf(manifest)} equal`,
    ]);
  });

  it('finds the data alone where times, in the header or beside it, are others', async () => {
    const zone = (hours: number): Buffer => Buffer.from([0x0a, 0, 4, 0, hours, 0, 0, 0]);
    const pairs: readonly (readonly [MadeEntry, MadeEntry])[] = [
      [library, { ...library, time: 0x5c30_1234 }],
      [
        { ...library, extra: zone(1) },
        { ...library, extra: zone(2) },
      ],
      [library, { ...library, extra: zone(1) }],
      [
        { ...library, extra: zone(1), hasDescriptor: true },
        { ...library, hasDescriptor: true },
      ],
    ];
    for (const [before, after] of pairs) {
      const file = packageBytes([changed, after, manifest]);
      const [first, ...others] = await rangesOf(file, packageBytes([application, before, manifest]));
      assert.equal(others.length, 0);
      assert.ok(first && first.end - first.start >= 600 * KiB + lengthOf(manifest));
      assert.ok((await texts(file, packageBytes([application, before, manifest])))[0]?.endsWith(' equal'));
    }
  });

  it('finds the data where one of two tools wrote sizes behind it, or wrote them otherwise', async () => {
    const unix = Buffer.from([0x55, 0x54, 5, 0, 3, 1, 0, 0, 0]);
    const accessed = Buffer.from([0x55, 0x54, 9, 0, 3, 1, 0, 0, 0, 7, 0, 0, 0]);
    const ways: readonly Partial<MadeEntry>[] = [
      {},
      { hasDescriptor: true },
      { hasDescriptor: true, descriptorBytes: 12 },
      { hasDescriptor: true, descriptorBytes: 24, localExtra: Buffer.from([1, 0, 16, 0, ...Buffer.alloc(16)]) },
      { extra: unix, localExtra: accessed },
      { extra: unix, localExtra: accessed, hasDescriptor: true },
      { localExtra: Buffer.alloc(3) },
    ];
    for (const way of ways) {
      const before = packageBytes([application, { ...library, ...way }, { ...other, ...way, time: 2 }, manifest]);
      for (const wayNow of ways) {
        const now = { ...wayNow, time: 3 };
        const file = packageBytes([changed, { ...library, ...now }, { ...other, ...now }]);
        const ranges = await rangesOf(file, before);
        const found = ranges.reduce((sum, { start, end }) => sum + end - start, 0);
        assert.ok(found >= 900 * KiB, `${found} bytes of ${JSON.stringify([way, wayNow])}`);
        for (const text of await texts(file, before)) assert.ok(text.endsWith(' equal'), text);
      }
    }
  });

  it('does not rely on times of access, which no directory has', async () => {
    const unix = (flags: number, ...days: readonly number[]): Buffer =>
      Buffer.from([0x55, 0x54, 1 + 4 * days.length, 0, flags, ...days.flatMap((day) => [day, 0, 0, 0])]);
    const accessed = (day: number): MadeEntry => ({ ...library, extra: unix(3, 1), localExtra: unix(3, 1, day) });
    const [file, before] = [packageBytes([accessed(7), other]), packageBytes([accessed(6), other])];
    for (const text of await texts(file, before)) assert.ok(text.endsWith(' equal'), text);
    const plain = packageBytes([{ ...library, extra: unix(1, 1) }, other]);
    assert.deepEqual(await texts(plain, plain), [`0-${plain.length} equal`]);
  });

  it('prefers the name among equal data, and does without where only one differs in size', async () => {
    const twin = { ...library, name: 'lib/twin.jar' };
    const before = packageBytes([twin, library]);
    const later = { ...library, time: 0x5c30_1234 };
    const [range] = await rangesOf(packageBytes([changed, later]), before);
    assert.equal(range?.baseStart, lengthOf(twin) + 30 + library.name.length);
    assert.deepEqual(await rangesOf(packageBytes([made('lib/a.jar', seededBytes(1, 600 * KiB - 1))]), base), []);
  });

  it('finds the beginning of a large directory', async () => {
    const many = Array.from({ length: 2_000 }, (_, n) => made(`com/acme/orders/Class${n}.class`, Buffer.from(`${n}`)));
    const [before, file] = [packageBytes(many), packageBytes([...many, application])];
    const { start } = await readDirectory(memorySource(file));
    const bytes = (await readDirectory(memorySource(before))).tail.length - 22;
    const [entries, directory, ...others] = await rangesOf(file, before);
    assert.equal(others.length, 0);
    assert.deepEqual([entries?.start, entries?.end], [0, start - lengthOf(application)]);
    assert.deepEqual([directory?.start, directory?.baseStart], [start, start - lengthOf(application)]);
    assert.ok(directory!.end - start >= bytes && directory!.end - start <= bytes + 4);
    for (const text of await texts(file, before)) assert.ok(text.endsWith(' equal'), text);
    assert.equal((await rangesOf(packageBytes([changed, ...many]), before)).length, 1);
  });

  it('reads a thousand local headers at most', async () => {
    const content = seededBytes(6, 64 * KiB);
    const many = Array.from({ length: 1_050 }, (_, n) => made(`lib/${n}.jar`, content, { time: 1 }));
    const source = memorySource(packageBytes(many.map((entry) => ({ ...entry, time: 2 }))));
    const directory = await readDirectory(source);
    const asked = source.asked.length;
    const ranges = await equalRanges(source, directory, await readDirectory(memorySource(packageBytes(many))));
    assert.deepEqual([ranges.length, source.asked.length - asked], [1_000, 1_000]);
  });

  it('adds the prefix of either, and takes one of the same length for the same', async () => {
    const entries = [changed, library, other];
    const start = lengthOf(changed);
    const end = start + lengthOf(library) + lengthOf(other);
    const script = Buffer.from('#!/bin/sh\nexec java -jar "$0"\n');
    const longer = Buffer.concat([script, script]);
    assert.deepEqual(
      await texts(packageBytes(entries, { prefix: longer }), packageBytes(entries, { prefix: script })),
      [`${longer.length}-${longer.length + end} equal`],
    );
    const commented = packageBytes(entries, { prefix: script, comment: 'c' });
    assert.deepEqual(await texts(commented, packageBytes(entries, { prefix: script })), [
      `0-${script.length + end} equal`,
    ]);
  });

  it('takes archives as tools write them: wide, out of order, twice the same name, empty, with junk between', async () => {
    const wide = { ...library, isZip64: true };
    const empty = made('META-INF/', Buffer.alloc(0));
    const again = { ...other, name: library.name };
    const junk = { ...other, junk: seededBytes(9, 777) };
    const before = packageBytes([application, wide, empty, again, library, junk], { order: [3, 0, 5, 1, 4, 2] });
    const file = packageBytes([changed, wide, empty, again, library, junk], {
      order: [5, 4, 3, 2, 1, 0],
      isZip64: true,
    });
    const { start } = await readDirectory(memorySource(file));
    assert.deepEqual(await texts(file, before), [`${lengthOf(changed)}-${start} equal`]);
  });

  it('leaves out entries that are the same bytes under two names', async () => {
    const twice = packageBytes([manifest, library, other]);
    const { start } = await readDirectory(memorySource(twice));
    // The second entry now begins where the third does.
    const second = twice.indexOf('lib/a.jar', start) - 46;
    twice.writeUInt32LE(lengthOf(manifest) + lengthOf(library), second + 42);
    for (const [file, before] of [
      [twice, base],
      [base, twice],
    ] as const)
      for (const { start: from, end, baseStart } of await rangesOf(file, before))
        assert.ok(end > from && baseStart >= 0 && baseStart + end - from <= before.length);
  });

  it('finds nothing in what is no directory of the size that it claims', async () => {
    const source = memorySource(packageBytes([changed, library]));
    const directory = await readDirectory(source);
    const honest = await readDirectory(memorySource(base));
    const lies: readonly Partial<KeptDirectory>[] = [
      { packageBytes: honest.packageBytes + 1 },
      { packageBytes: NaN },
      { packageBytes: 2 ** 60, start: 2 ** 60 - honest.tail.length },
      { packageBytes: honest.tail.length - 1, start: -1 },
      { packageBytes: honest.tail.length, start: 0 },
      { tail: new Uint8Array(0) },
      { tail: new Uint8Array(honest.tail.length) },
      { tail: new Uint8Array(8 * KiB * KiB), packageBytes: honest.start + 8 * KiB * KiB },
    ];
    for (const lie of lies) assert.deepEqual(await equalRanges(source, directory, { ...honest, ...lie }), []);
    assert.notEqual((await equalRanges(source, directory, honest)).length, 0);
  });

  it('holds against thousands of spoilt directories: no throw, nothing outside of either package', async () => {
    const random = new Random(20_261_126);
    const source = memorySource(packageBytes([changed, library, manifest, other]));
    const directory = await readDirectory(source);
    const honest = await readDirectory(memorySource(base));
    const original = Buffer.from(honest.tail);
    let found = 0;
    for (let n = 0; n < 5_000; n++) {
      const tail = mutate(original, random, [original]);
      const start = random.of([honest.start, honest.start, honest.packageBytes - tail.length, random.below(1e6)]);
      const kept = { packageBytes: start + tail.length, start, tail };
      let before = 0;
      for (const range of await equalRanges(source, directory, kept)) {
        assert.ok(range.start >= before && range.end > range.start && range.end <= source.bytes, `${n}`);
        assert.ok(range.baseStart >= 0 && range.baseStart + range.end - range.start <= kept.packageBytes, `${n}`);
        before = range.end;
        found++;
      }
    }
    note(`equalRanges: 5,000 spoilt directories, ${found} ranges`);
  });

  it('is quick with forty thousand entries, of one name and one sum too', async () => {
    const count = 40_000;
    const many = Array.from({ length: count }, (_, n) =>
      made(`com/acme/p${n % 90}/Class${n}.class`, Buffer.from(`${n}`)),
    );
    const alike = Array.from({ length: count }, (_, n) => ({ ...made('a', Buffer.alloc(0)), time: n }));
    const later = alike.map((entry) => ({ ...entry, time: entry.time + count }));
    for (const [name, before, after] of [
      ['a class changed', many, many.map((entry, n) => (n === 7 ? made(entry.name, Buffer.from('x')) : entry))],
      ['all of one name, with other times', alike, later],
    ] as const) {
      const source = memorySource(packageBytes(after));
      const kept = await readDirectory(memorySource(packageBytes(before)));
      const started = performance.now();
      const found = await equalRanges(source, await readDirectory(source), kept);
      const ms = performance.now() - started;
      note(`equalRanges: ${count} entries, ${name}: ${found.length} ranges, ${ms.toFixed(0)} ms`);
      assert.ok(ms < 5_000, `${ms} ms`);
    }
  });
});
