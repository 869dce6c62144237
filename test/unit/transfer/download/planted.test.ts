import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../src/core/errors';
import { storeObject } from '../../../fixtures/storeObject';
import { TemporaryFiles } from '../upload/temporaryFiles';
import { Downloads } from './downloads';

const victimText = 'not to be touched';

interface Kind {
  readonly name: string;
  readonly isFile?: true;
  plant(at: string, outside: string): void;
}

const isWindows = process.platform === 'win32';

// Windows lets nobody make links but to folders, and has no pipes that are files.
const kinds: readonly Kind[] = [
  {
    name: 'a hard link',
    isFile: true,
    plant: (at, outside) => linkSync(join(outside, 'victim'), at),
  },
  {
    name: 'a note of an earlier version, or a file',
    isFile: true,
    plant: (at) =>
      writeFileSync(at, JSON.stringify({ of: 'x', etag: '"x"', bytes: 9, crc64: '1', owner: 1, host: 'x' })),
  },
  { name: 'a folder', plant: (at) => mkdirSync(at) },
  { name: 'a link to a folder', plant: (at, outside) => symlinkSync(outside, at, 'junction') },
  ...(isWindows
    ? []
    : [
        { name: 'a live link', plant: (at: string, outside: string) => symlinkSync(join(outside, 'victim'), at) },
        { name: 'a dangling link', plant: (at: string, outside: string) => symlinkSync(join(outside, 'none'), at) },
        { name: 'a link to itself', plant: (at: string) => symlinkSync(at, at) },
        { name: 'a device without an end', plant: (at: string) => symlinkSync('/dev/zero', at) },
        { name: 'a device that takes nothing', plant: (at: string) => symlinkSync('/dev/full', at) },
        { name: 'a pipe', plant: (at: string) => void execFileSync('mkfifo', [at]) },
      ]),
];

/** What is written today, and what the version before wrote. */
const names = ['', '.part', '.part.json', '.part.json.new'];
const moments = ['before the first byte', 'before it goes on', 'before it gets its name'] as const;

describe('what others have put where a download writes', () => {
  let downloads: Downloads;
  let outside: TemporaryFiles;
  let ran = 0;

  beforeEach(async () => {
    downloads = await Downloads.start();
    outside = await TemporaryFiles.create();
    await outside.write(victimText, 'victim');
  });
  afterEach(async () => {
    await downloads.stop();
    await outside.remove();
  });
  after(() => console.log(`      symlink matrix: ${ran} cases held`));

  for (const suffix of names) {
    for (const kind of kinds) {
      for (const moment of moments) {
        it(`${kind.name} named NAME${suffix}, ${moment}, changes nothing outside`, () => hold(suffix, kind, moment));
      }
    }
  }

  async function hold(suffix: string, kind: Kind, moment: (typeof moments)[number]): Promise<void> {
    const downloader = downloads.downloader();
    const at = downloads.path + suffix;
    const plant = (): void => {
      rmSync(at, { force: true });
      kind.plant(at, outside.folder);
    };
    if (moment === 'before it goes on') await downloads.stopHalfWay(downloader);
    if (moment !== 'before it gets its name') plant();
    const ending = await downloads
      .download(downloader, {
        onReport: ({ stage }) => moment === 'before it gets its name' && stage === 'verifying' && plant(),
      })
      .catch((error: unknown) => error);

    assert.equal(await readFile(join(outside.folder, 'victim'), 'utf8'), victimText);
    assert.deepEqual(await readdir(outside.folder), ['victim']);
    const isAgreed = suffix === '' && kind.isFile && moment !== 'before it gets its name';
    const isInTheWay = moment === 'before it gets its name' ? ['', '.part'].includes(suffix) : suffix === '';
    if (isInTheWay && !isAgreed) {
      assert.ok(ending instanceof AppError, 'it says that it is done');
      assert.equal(ending.failure, suffix === '' && kind.isFile ? 'placeChanged' : 'unwritable');
    } else {
      assert.deepEqual(ending, { bytes: downloads.bytes.length, isVerified: true });
      assert.ok(downloads.bytes.equals(await readFile(downloads.path)));
      assert.ok(lstatSync(downloads.path).isFile());
    }
    if (!isAgreed) kindStays(kind, at);
    ran += 1;
  }

  /** It is still what was planted: neither removed nor replaced. */
  function kindStays(kind: Kind, at: string): void {
    const fresh = join(outside.folder, 'fresh');
    kind.plant(fresh, outside.folder);
    const [planted, now] = [lstatSync(fresh), lstatSync(at)];
    assert.equal(now.mode & 0o170000, planted.mode & 0o170000);
    assert.ok(now.size < 1000 || now.isDirectory());
  }

  it('a half of the package with other content is never taken for ours, whatever stands beside it', async () => {
    const downloader = downloads.downloader();
    const { bytes, path } = downloads;
    const forged = Buffer.from(bytes);
    forged.fill(0xee, 0, 1000);
    const { etag } = storeObject(downloads.practice.sandbox, 'v1', downloads.packageName, bytes);
    const note = { of: 'x', etag, bytes: bytes.length, crc64: '1', owner: 0 };
    await writeFile(`${path}.part`, forged);
    await writeFile(`${path}.part.json`, JSON.stringify(note));
    assert.deepEqual(await downloads.download(downloader), { bytes: bytes.length, isVerified: true });
    assert.ok(bytes.equals(await readFile(path)));
    assert.ok(forged.equals(await readFile(`${path}.part`)));

    // The same after a run of ours, whose half somebody has exchanged.
    rmSync(path);
    rmSync(`${path}.part`);
    await downloads.stopHalfWay(downloader);
    rmSync(`${path}.part`);
    await writeFile(`${path}.part`, forged);
    assert.deepEqual(await downloads.download(downloader), { bytes: bytes.length, isVerified: true });
    assert.ok(bytes.equals(await readFile(path)));
    assert.ok(forged.equals(await readFile(`${path}.part`)));
    ran += 2;
  });
});
