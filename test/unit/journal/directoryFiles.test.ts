import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { KeptDirectory } from '../../../src/core/ports/archiveRanges';
import { disk, type FilePort } from '../../../src/files/filePort';
import { DirectoryFiles } from '../../../src/journal/directoryFiles';

const etag = '"5d41402abc4b2a76b9719d911017c592-7"';
const placeOf = (n: number) => ({ bucket: 'tem-1300555551', key: `tem/pkg/1/orders/${n}/orders.jar` });
const directoryOf = (tail: Uint8Array): KeptDirectory => ({
  packageBytes: 50_000_000,
  start: 50_000_000 - tail.length,
  tail,
});
const usual = directoryOf(Buffer.from('PK\x01\x02 BOOT-INF/lib/spring-core.jar '.repeat(1000)));

describe('the directories of uploaded packages', () => {
  let folder: string;
  let time: number;
  const files = (port?: FilePort) => new DirectoryFiles(folder, port, () => time++);

  beforeEach(async () => {
    time = 1_800_000_000_000;
    folder = join(await mkdtemp(join(tmpdir(), 'tem-directories-')), 'directories');
  });
  afterEach(() => rm(join(folder, '..'), { recursive: true }));

  it('are known to the next window, for that object only', async () => {
    assert.equal(await files().find(placeOf(1), etag), undefined);
    await files().keep({ place: placeOf(1), etag, directory: usual });
    const found = await files().find(placeOf(1), etag.replaceAll('"', ''));
    assert.deepEqual(found && { ...found, tail: Buffer.from(found.tail) }, usual);
    assert.equal(await files().find(placeOf(2), etag), undefined);
    assert.equal(await files().find(placeOf(1), '"another"'), undefined);
  });

  it('take a few kB each, and name nothing of the object', async () => {
    await files().keep({ place: placeOf(1), etag, directory: usual });
    const names = await readdir(folder);
    assert.equal(names.length, 1);
    const path = join(folder, names[0] ?? '');
    assert.ok((await stat(path)).size < 4000);
    assert.doesNotMatch(await readFile(path, 'utf8'), /orders|1300555551|5d41402a/);
  });

  it('are the forty latest ones, each once', async () => {
    for (let n = 0; n < 42; n++) await files().keep({ place: placeOf(n), etag, directory: usual });
    const later = directoryOf(Buffer.from('PK\x01\x02 later'));
    await files().keep({ place: placeOf(41), etag, directory: later });
    assert.equal((await readdir(folder)).length, 40);
    assert.equal((await files().find(placeOf(41), etag))?.tail.length, later.tail.length);
    assert.ok(await files().find(placeOf(2), etag));
    assert.equal(await files().find(placeOf(1), etag), undefined);
  });

  it('are the forty latest ones also where a clock was ahead for a while', async () => {
    time += 3_600_000_000;
    for (let n = 0; n < 41; n++) await files().keep({ place: placeOf(n), etag, directory: usual });
    time -= 3_600_000_000;
    const later = directoryOf(Buffer.from('PK\x01\x02 later'));
    await files().keep({ place: placeOf(40), etag, directory: later });
    await files().keep({ place: placeOf(50), etag, directory: usual });
    assert.equal((await readdir(folder)).length, 40);
    assert.equal((await files().find(placeOf(40), etag))?.tail.length, later.tail.length);
    assert.ok(await files().find(placeOf(50), etag));
  });

  it('are not kept where they are too large, packed or not', async () => {
    await files().keep({ place: placeOf(1), etag, directory: directoryOf(randomBytes(500_000)) });
    await files().keep({ place: placeOf(2), etag, directory: directoryOf(Buffer.alloc(4 * 1024 * 1024 + 1)) });
    await assert.rejects(readdir(folder), { code: 'ENOENT' });
  });

  it('are none where somebody else has written the files', async () => {
    await files().keep({ place: placeOf(1), etag, directory: usual });
    const [name = ''] = await readdir(folder);
    const written = await readFile(join(folder, name), 'utf8');
    const note = JSON.parse(written) as Record<string, unknown>;
    const packed = (bytes: Buffer) => deflateRawSync(bytes).toString('base64');
    const other = { ...note, object: 'x' };
    const bomb = { ...note, packageBytes: 2 ** 40, start: 2 ** 40 - 2 ** 25, tail: packed(Buffer.alloc(2 ** 25)) };
    for (const one of [
      other,
      bomb,
      { ...note, tail: packed(Buffer.from('short')) },
      { ...note, start: 1 },
      { ...note, start: -1, packageBytes: usual.tail.length - 1 },
      { ...note, packageBytes: '50000000' },
      { ...note, tail: ['x'] },
      { ...note, tail: '%%%' },
      { ...note, start: 50_000_000, tail: packed(Buffer.alloc(0)) },
      { ...note, more: 'x'.repeat(600_000) },
      [],
      null,
    ]) {
      await writeFile(join(folder, name), JSON.stringify(one));
      assert.equal(await files().find(placeOf(1), etag), undefined, JSON.stringify(one).slice(0, 200));
    }
    for (const text of ['', '{', written.slice(0, -40), `${written}x`, '\0'.repeat(1000)]) {
      await writeFile(join(folder, name), text);
      assert.equal(await files().find(placeOf(1), etag), undefined);
    }
    await rm(join(folder, name));
    await mkdir(join(folder, name));
    assert.equal(await files().find(placeOf(1), etag), undefined);
    await files().keep({ place: placeOf(1), etag, directory: usual });
    assert.ok(await files().find(placeOf(1), etag), 'what is written later is found');
  });

  it('never reject, whatever the disk does', async () => {
    const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    const broken = () => Promise.reject(Object.assign(new Error('i/o error'), { code: 'EIO' }));
    for (const port of [
      { ...disk, open: full },
      { ...disk, rename: broken },
      { ...disk, readdir: broken, read: broken },
      { ...disk, mkdir: full },
    ]) {
      await files(port).keep({ place: placeOf(1), etag, directory: usual });
      await files(port).find(placeOf(1), etag);
    }
  });
});
