import assert from 'node:assert/strict';
import { readPackageFacts } from '../../../src/jar/readPackageFacts';
import type { PackageFacts } from '../../../src/core/packageFacts';
import { classFile } from '../../fixtures/classFile';
import { memorySource } from '../../fixtures/memorySource';
import { handmadeZip, type HandmadeEntry } from './handmadeZip';

const manifest: HandmadeEntry = { name: 'META-INF/MANIFEST.MF', content: 'Manifest-Version: 1.0\r\n\r\n' };
const method = 10;
const packedBytes = 20;
const bytes = 24;
const headerAt = 42;

async function factsOf(...entries: readonly HandmadeEntry[]): Promise<PackageFacts> {
  return readPackageFacts(memorySource(handmadeZip(entries)));
}

async function refused(failure: string, words: RegExp, ...entries: readonly HandmadeEntry[]): Promise<void> {
  await assert.rejects(factsOf(...entries), { failure, detail: words });
}

function file(name: string, spoil?: HandmadeEntry['spoil']): HandmadeEntry {
  return { name, content: 'content', ...(spoil && { spoil }) };
}

describe('hostile packages', () => {
  it('encrypted ones are refused, as by Java', async () => {
    await refused(
      'badPackage',
      /encrypted/,
      manifest,
      file('a.txt', (central) => central.writeUInt16LE(1, 8)),
    );
  });

  it('other methods are refused, as by Java', async () => {
    await refused(
      'badPackage',
      /method 93/,
      manifest,
      file('a.txt', (central) => central.writeUInt16LE(93, method)),
    );
  });

  it('a manifest that swells is refused', async () => {
    const bomb = { name: 'META-INF/MANIFEST.MF', content: Buffer.alloc(64 * 1024 * 1024, 'A: b\n'), isDeflated: true };
    await refused('truncatedPackage', /MANIFEST.MF cannot be unpacked/, bomb);
  });

  it('a long manifest of a signed package is read from its beginning', async () => {
    const sections = Array.from(
      { length: 60_000 },
      (_, i) => `Name: com/acme/Class${(i * 7919) % 104729}.class\r\n\r\n`,
    );
    const content = `Main-Class: a.B\r\n\r\n${sections.join('')}`;
    for (const isDeflated of [true, false])
      assert.equal((await factsOf({ name: 'META-INF/MANIFEST.MF', content, isDeflated })).mainClass, 'a.B');
  });

  it('classes and properties that swell, or are damaged, only leave their facts out', async () => {
    const bomb = Buffer.alloc(64 * 1024 * 1024);
    const facts = await factsOf(
      manifest,
      { name: 'a/Bomb.class', content: bomb, isDeflated: true },
      { name: 'git.properties', content: bomb, isDeflated: true },
      {
        name: 'META-INF/build-info.properties',
        content: 'build.version=1',
        spoil: (central) => central.fill(0, 16, 20),
      },
      { name: 'a/Good.class', content: classFile('a/Good'), isDeflated: true },
    );
    assert.deepEqual([facts.java?.release, facts.commit, facts.build], [17, undefined, undefined]);
  });

  it('a manifest without its checksum or its header is damaged', async () => {
    for (const spoil of [
      (central: Buffer) => central.fill(0, 16, 20),
      (_: Buffer, local: Buffer) => local.fill(0, 0, 4),
      (_: Buffer, local: Buffer) => local.writeUInt16LE(0xffff, 28),
    ])
      await refused('truncatedPackage', /cannot be unpacked/, { ...manifest, spoil });
  });

  it('sizes that cannot be are refused', async () => {
    const lie = (offset: number, size: number) => file('a.txt', (central) => central.writeUInt32LE(size, offset));
    await refused('truncatedPackage', /sizes that cannot be/, manifest, lie(bytes, 0xfffffffe));
    await refused('truncatedPackage', /sizes that cannot be/, manifest, lie(packedBytes, 3));
    await refused('truncatedPackage', /sizes that cannot be/, manifest, lie(bytes, 0xffffffff));
    await refused('truncatedPackage', /a\.txt lies outside/, manifest, lie(headerAt, 0xfffffffe));
  });

  it('ZIP64 sizes that cannot be are refused', async () => {
    const extra = Buffer.alloc(4 + 24, 0xff);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    const spoil = (central: Buffer) => {
      for (const offset of [bytes, packedBytes, headerAt]) central.writeUInt32LE(0xffffffff, offset);
    };
    await refused('truncatedPackage', /lies outside/, manifest, { ...file('a.txt'), extra, spoil });
  });

  it('entries that overlap are refused', async () => {
    const core = { name: 'a.bin', content: Buffer.alloc(100_000) };
    const again = Array.from({ length: 50 }, (_, i) =>
      file(`${i}.bin`, (central) => {
        for (const offset of [packedBytes, bytes]) central.writeUInt32LE(100_000, offset);
        central.writeUInt32LE(0, headerAt);
      }),
    );
    await refused('badPackage', /overlap/, core, ...again);
  });

  it('names that lead elsewhere, twofold and huge ones are just names', async () => {
    const huge = `${'a-1.'.repeat(16_000)}.jar`;
    const names = ['../../etc/passwd', '/etc/passwd', 'C:\\x', '', 'a.txt', 'a.txt', `BOOT-INF/lib/${huge}`, 'x\0y'];
    const facts = await factsOf(manifest, ...names.map((name) => file(name)));
    assert.equal(facts.files, names.length + 1);
    assert.equal(facts.libraries.length, 0);
  });

  it('texts without end are cut', async () => {
    const facts = await factsOf({
      ...manifest,
      isDeflated: true,
      content: `Implementation-Title: a${`\n ${'x'.repeat(500)}`.repeat(1000)}\n`,
    });
    assert.equal(facts.title?.length, 1000);
  });

  it('absurd counts and directories are refused before they are read', async () => {
    const end = handmadeZip([manifest]);
    end.writeUInt16LE(0xfffe, end.length - 12);
    await assert.rejects(readPackageFacts(memorySource(end)), { failure: 'truncatedPackage' });

    const directoryBytes = 97 * 1024 * 1024;
    const huge = Buffer.alloc(directoryBytes + 22);
    huge.write('PK\x01\x02', 'latin1');
    huge.write('PK\x05\x06', directoryBytes, 'latin1');
    huge.writeUInt16LE(1, directoryBytes + 10);
    huge.writeUInt32LE(directoryBytes, directoryBytes + 12);
    const source = memorySource(huge);
    await assert.rejects(readPackageFacts(source), { failure: 'badPackage', detail: /more than 100663296 bytes/ });
    assert.ok(source.asked.every(([, length]) => length <= 256 * 1024));
  });

  it('a million entries take little memory, one more is refused', async () => {
    const header = handmadeZip([{ name: 'com/acme/orders/internal/SomeClass.class', content: '' }]);
    const local = header.subarray(0, 70);
    const central = header.subarray(70, header.length - 22);
    const archive = (count: number) => {
      const end = Buffer.from(header.subarray(header.length - 22));
      for (const offset of [8, 10]) end.writeUInt16LE(count & 0xffff, offset);
      end.writeUInt32LE(central.length * count, 12);
      end.writeUInt32LE(local.length * count, 16);
      return Buffer.concat([
        Buffer.alloc(local.length * count, local),
        Buffer.alloc(central.length * count, central),
        end,
      ]);
    };
    const most = archive(999_999);
    const before = process.memoryUsage().rss;
    assert.equal((await readPackageFacts(memorySource(most))).files, 999_999);
    assert.ok(process.memoryUsage().rss - before < 250_000_000);
    await assert.rejects(readPackageFacts(memorySource(archive(1_000_001))), { detail: /more than 1000000 entries/ });
  }).timeout(60_000);
});
