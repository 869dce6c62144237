import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forgetUploads } from '../../../src/core/forgetUploads';
import type { UnfinishedUpload } from '../../../src/core/ports/uploadJournal';
import { disk } from '../../../src/files/filePort';
import { FileJournal } from '../../../src/journal/fileJournal';
import { thisHost } from '../../../src/files/processLiveness';
import { readUnfinished } from '../../../src/journal/readUnfinished';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { noteOf } from '../../fixtures/noteOf';

const etag = 'd41d8cd98f00b204e9800998ecf8427e';

function unfinished(id: string, accountId = 'a'): UnfinishedUpload {
  const target = { accountId, region: 'ap-x', applicationId: 'service-1', applicationName: 'orders' };
  const file = { bytes: 5_000_000, modifiedNs: '1', inode: '2' };
  const completedParts = [{ number: 2, etag, start: 2_000_000, end: 4_000_000, crc64: '7' }];
  return {
    order: { id, target, path: '/x/订单.jar', packageName: '订单.jar', versionTemplate: 'v' },
    version: 'v',
    checkpoint: { bucket: 'b', key: 'k', uploadId: 'u', begunAt: 1, partBytes: 2_000_000, file, completedParts },
  };
}

describe('FileJournal', () => {
  let files: TemporaryFiles;
  let journal: FileJournal;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    journal = new FileJournal(join(files.folder, 'journal'));
  });
  afterEach(() => files.remove());

  const folder = () => join(files.folder, 'journal');
  const pathOf = (id: string) => join(folder(), `${id}.json`);
  /** The journal as another window sees it. */
  const other = () => new FileJournal(folder());

  /** As if the process `owner` had noted it. */
  async function notedBy(owner: number, id: string, accountId?: string): Promise<void> {
    await mkdir(folder(), { recursive: true });
    await writeFile(pathOf(id), JSON.stringify({ ...noteOf(unfinished(id, accountId)), owner }));
  }

  async function deadProcess(): Promise<number> {
    const child = spawn(process.execPath, ['-e', '0']);
    await once(child, 'exit');
    return child.pid ?? 0;
  }

  /** What three windows are told, in order, that take up `o-1` at the same moment. */
  async function takenByThree(): Promise<string[]> {
    const program = `
      const { FileJournal } = require(${JSON.stringify(require.resolve('../../../src/journal/fileJournal'))});
      const journal = new FileJournal(${JSON.stringify(folder())});
      process.stdin.once('data', () => journal.take('o-1').then(() => 'taken', (error) => error.failure).then(console.log));
      console.log('ready');`;
    const windows = Array.from({ length: 3 }, () => spawn(process.execPath, ['-e', program]));
    const said = () => Promise.all(windows.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()));
    try {
      await said();
      const answers = said();
      windows.forEach(({ stdin }) => stdin.write('go'));
      return (await answers).sort();
    } finally {
      windows.forEach((window) => window.kill());
    }
  }

  it('finds what was noted, at once here and later elsewhere, and forgets it', async () => {
    assert.equal(await journal.find('o-1'), undefined);
    const noted = journal.save('o-1', unfinished('o-1'));
    assert.deepEqual(await journal.find('o-1'), unfinished('o-1'));
    await noted;
    assert.deepEqual(await other().find('o-1'), unfinished('o-1'));
    await journal.save('o-1', undefined);
    assert.equal(await other().find('o-1'), undefined);
    assert.deepEqual(await readdir(folder()), []);
  });

  it('never leaves half a note, and keeps the last of many', async () => {
    const stop = new AbortController();
    const seen = new Set<string>();
    const watching = (async () => {
      while (!stop.signal.aborted) seen.add(await readFile(pathOf('o-1'), 'utf8').catch(() => '{}'));
    })();
    for (let n = 0; n < 200; n++) {
      const noted = journal.save('o-1', { ...unfinished('o-1'), version: `v${n}` });
      if (n % 10 === 9) await noted;
    }
    stop.abort();
    await watching;
    for (const text of seen) assert.doesNotThrow(() => JSON.parse(text));
    assert.equal((await other().find('o-1'))?.version, 'v199');
  });

  it('holds no upload for abandoned that this or another living process moves', async () => {
    await journal.save('o-1', unfinished('o-1'));
    assert.deepEqual(await journal.abandoned(), []);
    await notedBy(process.ppid, 'o-2');
    assert.deepEqual(await journal.abandoned(), []);
  });

  it('knows what a process has left that is gone, or has let go', async () => {
    await notedBy(await deadProcess(), 'o-1');
    await notedBy(0, 'o-2');
    const left = await journal.abandoned();
    assert.deepEqual(
      left.map(({ order }) => order.id),
      ['o-1', 'o-2'],
    );
    assert.deepEqual(left[0], unfinished('o-1'));
  });

  it('does not take another process that has got the number of a dead one for it, where the system tells', async () => {
    await notedBy(process.ppid, 'o-1');
    const entry = JSON.parse(await readFile(pathOf('o-1'), 'utf8')) as object;
    await writeFile(pathOf('o-1'), JSON.stringify({ ...entry, born: '1' }));
    assert.equal((await journal.abandoned()).length, process.platform === 'linux' ? 1 : 0);
  });

  it('knows a process by when it was born: this one is still at it', async () => {
    await journal.save('o-1', unfinished('o-1'));
    const program = `
      const { FileJournal } = require(${JSON.stringify(require.resolve('../../../src/journal/fileJournal'))});
      new FileJournal(${JSON.stringify(folder())}).abandoned().then(({ length }) => console.log(length));`;
    const { stdout } = spawn(process.execPath, ['-e', program]);
    assert.equal(String((await once(stdout, 'data'))[0]).trim(), '0');
  });

  it('lets go of everything at once', async () => {
    await journal.save('o-1', unfinished('o-1'));
    journal.shutDown();
    assert.equal((await other().abandoned()).length, 1);
  });

  it('gives an abandoned upload to one of all processes that take it up at once, and tells the others', async function () {
    this.timeout(30_000);
    await notedBy(await deadProcess(), 'o-1');
    assert.deepEqual(await takenByThree(), ['alreadyLocked', 'alreadyLocked', 'taken']);
    assert.deepEqual(await readdir(folder()), ['o-1.json']);
  });

  it('watches nothing where the folder cannot be, and does not mind', async () => {
    await writeFile(join(files.folder, 'a file'), '');
    const stop = new FileJournal(join(files.folder, 'a file', 'journal')).watch(() => undefined);
    assert.doesNotThrow(stop);
  });

  it('does not give what another process moves, and does once that has let go', async () => {
    await notedBy(process.ppid, 'o-1');
    await assert.rejects(journal.take('o-1'), { failure: 'alreadyLocked' });
    await notedBy(0, 'o-1');
    assert.deepEqual(await journal.take('o-1'), unfinished('o-1'));
    assert.deepEqual(await journal.abandoned(), []);
    await journal.release('o-1');
    assert.equal((await journal.abandoned()).length, 1);
  });

  it('takes up what a process left that was killed while it took it up', async () => {
    await notedBy(0, 'o-1');
    await writeFile(join(folder(), 'o-1.lock'), JSON.stringify({ owner: await deadProcess(), host: thisHost }));
    assert.deepEqual(await journal.take('o-1'), unfinished('o-1'));
  });

  it('gives it to one of all processes that find such a lock at once', async function () {
    this.timeout(30_000);
    const lock = JSON.stringify({ owner: await deadProcess(), host: thisHost });
    for (let n = 0; n < 5; n++) {
      await notedBy(await deadProcess(), 'o-1');
      await writeFile(join(folder(), 'o-1.lock'), lock);
      assert.deepEqual(await takenByThree(), ['alreadyLocked', 'alreadyLocked', 'taken']);
      assert.deepEqual(await readdir(folder()), ['o-1.json']);
    }
  });

  it('does not wait for ever for who was killed before it wrote into its lock', async () => {
    await notedBy(0, 'o-1');
    const lock = join(folder(), 'o-1.lock');
    await writeFile(lock, '');
    assert.deepEqual(await journal.take('o-1'), unfinished('o-1'));
    assert.deepEqual(await readdir(folder()), ['o-1.json']);
  });

  it('leaves alone what another machine moves, until that has been silent for an hour', async () => {
    await mkdir(folder(), { recursive: true });
    const entry = { ...noteOf(unfinished('o-1')), owner: await deadProcess(), host: 'elsewhere' };
    await writeFile(pathOf('o-1'), JSON.stringify(entry));
    assert.deepEqual(await journal.abandoned(), []);
    await assert.rejects(journal.take('o-1'), { failure: 'alreadyLocked' });
    const past = Date.now() / 1000 - 3601;
    await utimes(pathOf('o-1'), past, past);
    assert.equal((await journal.abandoned()).length, 1);
  });

  it('remembers what is to be dropped until it is, offers it to nobody, and holds no other order up', async () => {
    await journal.save('o-1', unfinished('o-1'));
    await journal.abandon(unfinished('o-1'));
    assert.equal(await journal.find('o-1'), undefined);
    assert.deepEqual(await journal.pendingCleanups(), [], 'this process is at it');
    await journal.cleanedUp(unfinished('o-1'), false);
    const [left] = await journal.pendingCleanups();
    assert.deepEqual(left, unfinished('o-1'));
    assert.deepEqual(await journal.abandoned(), []);
    await journal.cleanedUp(left, true);
    assert.deepEqual(await readdir(folder()), []);
  });

  it('forgets what could not be dropped for a month, as for an account that is gone', async () => {
    await journal.abandon(unfinished('o-1'));
    await journal.cleanedUp(unfinished('o-1'), false);
    const path = join(folder(), (await readdir(folder()))[0]!);
    const days = async (count: number): Promise<number> => {
      const at = Date.now() / 1000 - count * 24 * 3600;
      await utimes(path, at, at);
      return (await other().pendingCleanups()).length;
    };
    assert.equal(await days(29), 1);
    assert.equal(await days(31), 0);
    assert.deepEqual(await readdir(folder()), []);
  });

  it('does not offer what a process was about to drop that was killed then', async () => {
    await journal.abandon(unfinished('o-1'));
    await notedBy(0, 'o-1');
    assert.equal(await other().find('o-1'), undefined);
    assert.deepEqual(await other().abandoned(), []);
    assert.equal(await other().take('o-1'), undefined);
  });

  it('knows who else has parts under a key', async () => {
    await journal.save('o-1', unfinished('o-1'));
    await notedBy(process.ppid, 'o-2');
    const holders = await journal.holders({ bucket: 'b', key: 'k' });
    assert.deepEqual([...new Set(holders)].sort(), ['o-1', 'o-2']);
    assert.deepEqual(await journal.holders({ bucket: 'b', key: 'else' }), []);
  });

  for (const code of ['EPERM', 'EBUSY', 'EACCES']) {
    it(`is patient where a scanner holds a file for a moment (${code})`, async () => {
      const failing = { rename: 2, unlink: 2 };
      const held = (what: 'rename' | 'unlink') => {
        if (failing[what]-- > 0) throw Object.assign(new Error('held'), { code });
      };
      const patient = new FileJournal(folder(), {
        ...disk,
        rename: async (from, to) => (held('rename'), rename(from, to)),
        unlink: async (path) => (held('unlink'), unlink(path)),
      });
      await patient.save('o-1', unfinished('o-1'));
      assert.deepEqual(await other().find('o-1'), unfinished('o-1'));
      await patient.save('o-1', undefined);
      assert.deepEqual(await readdir(folder()), []);
    });
  }

  it('forgets what one account has left, and nothing else', async () => {
    await notedBy(0, 'o-1', 'gone');
    await notedBy(0, 'o-2', 'stays');
    await notedBy(process.ppid, 'o-3', 'gone');
    await forgetUploads(journal, 'gone');
    assert.deepEqual((await readdir(folder())).sort(), ['o-2.json', 'o-3.json']);
  });

  it('drops what a process left that was killed while it wrote', async () => {
    await notedBy(0, 'o-1');
    const dead = await deadProcess();
    await writeFile(join(folder(), `o-2.${thisHost}.${dead}.new`), '{');
    const others = [`o-3.${thisHost}.${process.ppid}.new`, `o-4.elsewhere.${dead}.new`];
    for (const name of others) await writeFile(join(folder(), name), '{');
    await journal.abandoned();
    assert.deepEqual((await readdir(folder())).sort(), ['o-1.json', ...others]);
  });

  it('takes nothing from files that it did not write', async () => {
    await notedBy(0, 'o-1');
    for (const [name, text] of [
      ['a.json', ''],
      ['b.json', 'null'],
      ['c.json', '{"order":'],
      ['d.json', JSON.stringify(noteOf(unfinished('another-id')))],
      ['e.json', JSON.stringify([noteOf(unfinished('e'))])],
      ['f.txt', JSON.stringify(noteOf(unfinished('f')))],
    ] as const) {
      await writeFile(join(folder(), name), text);
    }
    assert.deepEqual(
      (await journal.abandoned()).map(({ order }) => order.id),
      ['o-1'],
    );
  });

  it('never leaves its folder, whatever an order is called', async () => {
    await journal.save('../../evil', unfinished('../../evil'));
    assert.deepEqual(await readdir(files.folder), ['journal']);
  });
});

describe('readUnfinished', () => {
  const good = unfinished('o-1');
  const note = noteOf(good);
  const read = (value: unknown) => readUnfinished(JSON.stringify(value));

  it('reads what was written', () => {
    assert.deepEqual(read(note), good);
  });

  it('takes nothing where something is missing or is something else', () => {
    const { order, point } = note;
    for (const odd of [undefined, null, 0, -1, 1.5, '', [], {}, true]) {
      for (const name of Object.keys(order))
        assert.equal(read({ ...note, order: { ...order, [name]: odd } }), undefined);
      for (const name of ['bucket', 'key', 'uploadId', 'partBytes', 'file']) {
        // An id that was lost with its process is empty.
        if (name === 'uploadId' && odd === '') continue;
        assert.equal(read({ ...note, point: { ...point, [name]: odd } }), undefined, name);
      }
      assert.equal(read({ ...note, version: odd }), undefined);
    }
  });

  it('counts a part once, and takes no more parts than a store does', () => {
    const { point } = note;
    const [part] = point.arrived;
    assert.deepEqual(read({ ...note, point: { ...point, arrived: [part, part, part] } }), good);
    assert.equal(read({ ...note, point: { ...point, partBytes: 1 } }), undefined);
  });

  it('takes no part below 1 MiB but the last one, no more than 10,000, and gives them in order', () => {
    const MiB = 1024 ** 2;
    const planned = (bytes: number, partBytes: number, numbers: readonly number[] = []) => {
      const arrived = numbers.map((number) => {
        return { number, etag, start: (number - 1) * partBytes, end: Math.min(bytes, number * partBytes), crc64: '7' };
      });
      return read({
        ...note,
        point: { ...note.point, partBytes, file: { ...note.point.file, bytes }, arrived },
      })?.checkpoint;
    };
    assert.equal(planned(5 * MiB, MiB - 1), undefined);
    assert.deepEqual(
      planned(5 * MiB + 1, MiB, [6, 2, 7, 2, 1])?.completedParts.map(({ number, start, end }) => [number, end - start]),
      [
        [1, MiB],
        [2, MiB],
        [6, 1],
      ],
    );
    assert.ok(planned(10_000 * MiB, MiB));
    assert.equal(planned(10_000 * MiB + 1, MiB), undefined);
  });

  it('drops parts that the plan does not have, and keeps the others', () => {
    const [part] = good.checkpoint.completedParts;
    const wrong = [
      null,
      { ...part, number: 0 },
      { ...part, number: 3 },
      { ...part, start: 1 },
      { ...part, end: 5_000_000 },
      { ...part, etag: '"><Part>' },
      { ...part, crc64: '-1' },
      { ...part, crc64: 7 },
    ];
    assert.deepEqual(read({ ...note, point: { ...note.point, arrived: [...wrong, part] } }), good);
  });
});
