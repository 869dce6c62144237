import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DownloadProgress } from '../../../../src/core/ports/progressContext';
import { machineDisk, type Disk } from '../../../../src/transfer/download/disk';
import { Downloads } from './downloads';
import { hookedDisk } from './hookedDisk';

/** As drives over SSH: once the file has its name, that shows another number; `before` runs at the last moment. */
function numberedByName(way: 'link' | 'rename', before: () => void = () => undefined): Disk {
  let isNamed = false;
  return {
    ...machineDisk,
    link: async (from, to) => {
      if (way === 'rename') throw Object.assign(new Error('ENOSYS'), { code: 'ENOSYS' });
      await machineDisk.link(from, to);
      isNamed = true;
    },
    rename: async (from, to) => {
      await machineDisk.rename(from, to);
      isNamed = true;
    },
    stat: async (path) => {
      if (isNamed && !path.endsWith('.part')) before();
      const found = await machineDisk.stat(path);
      if (isNamed && !path.endsWith('.part')) found.ino += 7n;
      return found;
    },
  };
}

/** As drives that number their files whenever they are mounted. */
function numberedFrom(start: bigint): Disk {
  const shifted = <T extends { ino: bigint }>(found: T): T => Object.assign(found, { ino: found.ino + start });
  return {
    ...machineDisk,
    stat: async (path) => shifted(await machineDisk.stat(path)),
    open: async (...args) => {
      const file = await machineDisk.open(...args);
      const stat = file.stat.bind(file);
      return Object.assign(file, { stat: async () => shifted(await stat({ bigint: true })) });
    },
  };
}

// Each is told in the tracker of another tool.
describe('a download on a drive that is odd', () => {
  let downloads: Downloads;
  beforeEach(async () => (downloads = await Downloads.start()));
  afterEach(() => downloads.stop());

  for (const way of ['link', 'rename'] as const) {
    it(`is done where each name gives a file another number (${way})`, async () => {
      const downloader = downloads.downloader(numberedByName(way));
      assert.deepEqual(await downloads.download(downloader), { bytes: downloads.bytes.length, isVerified: true });
      assert.deepEqual(await readdir(downloads.folder), [downloads.packageName]);
    });

    it(`there, too, sees another file that came under its name (${way})`, async () => {
      const other = Buffer.from(downloads.bytes);
      other[other.length - 1]! ^= 1;
      const swap = () => {
        rmSync(downloads.path);
        writeFileSync(downloads.path, other);
      };
      const downloader = downloads.downloader(numberedByName(way, () => swap()));
      await assert.rejects(downloads.download(downloader), { failure: 'unwritable' });
    });
  }

  for (const name of ['a'.repeat(251), 'a'.repeat(247) + '.jar', '包'.repeat(83) + '.jar']) {
    it(`is done under a name of ${Buffer.byteLength(name)} bytes, and goes on there`, async () => {
      const downloader = downloads.downloader();
      const path = join(downloads.folder, name);
      const stop = new AbortController();
      const place = await downloader.lookAt(path);
      const onReport = ({ stage }: DownloadProgress) => stage === 'verifying' && stop.abort();
      await assert.rejects(downloads.download(downloader, { place, signal: stop.signal, onReport }), {
        failure: 'cancelled',
      });
      await downloads.download(downloader, { place });
      assert.ok(downloads.bytes.equals(await readFile(path)));
      assert.deepEqual(await readdir(downloads.folder), [name]);
    });
  }

  it('leaves one half at the most where files get other numbers, and removes none but its own', async () => {
    const half = `${downloads.packageName}.part`;
    for (const start of [1n, 2n, 3n]) {
      await downloads.stopHalfWay(downloads.downloader(numberedFrom(start)));
      assert.deepEqual(await readdir(downloads.folder), [half]);
    }
    writeFileSync(join(downloads.folder, half), 'of somebody else');
    await downloads.download(downloads.downloader(numberedFrom(4n)));
    assert.equal(await readFile(join(downloads.folder, half), 'utf8'), 'of somebody else');
    assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
  });

  it('replaces nothing after Cancel, however long the drive takes to write down what it has', async () => {
    writeFileSync(downloads.path, 'an older one');
    const stop = new AbortController();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const isFirst = [true];
    const downloader = downloads.downloader(
      hookedDisk((operation) => {
        if (operation !== 'file.sync' || !isFirst.pop()) return undefined;
        stop.abort();
        return released;
      }),
    );
    const place = await downloader.lookAt(downloads.path);
    await assert.rejects(downloads.download(downloader, { place, signal: stop.signal }), { failure: 'cancelled' });
    release();
    // It waits for the end of the first one, and finds what the person saw.
    assert.deepEqual(await downloads.download(downloader, { place }), {
      bytes: downloads.bytes.length,
      isVerified: true,
    });
  });
});
