import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { disk, type FilePort } from '../../../src/files/filePort';
import { FileJournal } from '../../../src/journal/fileJournal';
import { thisProcess, isOwnerAlive, thisHost } from '../../../src/files/processLiveness';
import { place, upload } from '../../faults/journalScenarios';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { noteOf } from '../../fixtures/noteOf';

const one = upload('o-1');
const hour = 3_600_000;

describe('the notes of uploads', () => {
  let files: TemporaryFiles;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    await mkdir(folder());
  });
  afterEach(() => files.remove());

  const folder = () => join(files.folder, 'journal');
  const pathOf = (name: string) => join(folder(), name);
  const journalOn = (port: Partial<FilePort> = {}) => new FileJournal(folder(), { ...disk, ...port });
  const notedBy = (owner: object, text: object = noteOf(one)) =>
    writeFile(pathOf('o-1.json'), JSON.stringify({ ...text, ...owner }));
  const failing = (code: string, times = Infinity) => {
    let left = times;
    return <T>(work: () => Promise<T>): Promise<T> =>
      left-- > 0 ? Promise.reject(Object.assign(new Error(code), { code })) : work();
  };

  describe('are not taken for absent', () => {
    it('where they are busy for a moment', async () => {
      await notedBy({ owner: 0 });
      const busy = failing('EBUSY', 1);
      assert.deepEqual(await journalOn({ read: (path) => busy(() => disk.read(path)) }).take('o-1'), one);
    });

    it('where they cannot be read: nothing is begun anew, and what was offered stays so', async () => {
      await notedBy({ owner: 0 });
      let isBroken = false;
      const broken = failing('EIO');
      const journal = journalOn({ read: (path) => (isBroken ? broken(() => disk.read(path)) : disk.read(path)) });
      assert.equal((await journal.abandoned()).length, 1);
      isBroken = true;
      for (const asking of [
        () => journal.take('o-1'),
        () => journal.find('o-1'),
        () => journal.holders(place),
        () => journal.isAlone(place, 'o-2'),
        () => journal.claim(place, 'o-2', true),
      ]) {
        await assert.rejects(asking(), { failure: 'journalFailed' });
      }
      assert.deepEqual(await journal.abandoned(), [one]);
      isBroken = false;
      assert.deepEqual(await journal.take('o-1'), one);
    });

    it('where the disk is full: that is said, and no other window', async () => {
      await notedBy({ owner: 0 });
      const full = failing('ENOSPC');
      const journal = journalOn({
        open: async (path) => ({ ...(await disk.open(path)), write: () => full(() => Promise.resolve()) }),
      });
      for (let n = 0; n < 2; n++) await assert.rejects(journal.take('o-1'), { failure: 'diskFull' });
      assert.deepEqual(await journalOn().take('o-1'), one);
    });
  });

  it('are not destroyed by the end of a process on a full disk', async () => {
    const port = { ...disk, writeSync: (path: string) => (disk.writeSync(path, '{"or'), assert.fail('ENOSPC')) };
    const journal = new FileJournal(folder(), port);
    await journal.save('o-1', one);
    const before = await readFile(pathOf('o-1.json'), 'utf8');
    journal.shutDown();
    assert.equal(await readFile(pathOf('o-1.json'), 'utf8'), before);
  });

  describe('of an upload that is let go', () => {
    it('are those of this window again where it takes it up meanwhile', async () => {
      const journal = journalOn();
      await journal.save('o-1', one);
      const [, taken] = await Promise.all([journal.release('o-1'), journal.take('o-1')]);
      assert.deepEqual(taken, one);
      await journal.save('o-1', upload('o-1', 2));
      const { owner } = JSON.parse(await readFile(pathOf('o-1.json'), 'utf8')) as { owner: number };
      assert.equal(owner, process.pid);
      assert.deepEqual(await journal.abandoned(), []);
      assert.deepEqual(await journal.find('o-1'), upload('o-1', 2));
    });

    it('are another window’s where that was quicker', async () => {
      let onRename = (): Promise<unknown> => Promise.resolve();
      const journal = journalOn({
        rename: async (from, to) => (await disk.rename(from, to), void (await onRename())),
      });
      await journal.save('o-1', one);
      onRename = () => notedBy({ owner: process.ppid, host: thisHost });
      const leaving = journal.release('o-1');
      await assert.rejects(journal.take('o-1'), { failure: 'alreadyLocked' });
      await leaving;
    });

    it('are nobody’s where it was cancelled while it was taken up', async () => {
      await notedBy({ owner: 0 });
      const stop = new AbortController();
      const journal = journalOn({
        rename: async (from, to) => (stop.abort(), disk.rename(from, to)),
      });
      await assert.rejects(journal.take('o-1', stop.signal), { failure: 'cancelled' });
      assert.deepEqual(await journal.abandoned(), [one]);
    });
  });

  it('of an order that began anew meanwhile stay when the note of what it dropped comes late', async () => {
    let later = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (later = resolve));
    let isLate = false;
    const journal = journalOn({
      rename: async (from, to) => {
        if (isLate && to.endsWith('.drop')) await waiting;
        await disk.rename(from, to);
      },
    });
    await journal.save('o-1', one);
    isLate = true;
    const dropping = journal.abandon(one);
    const anew = upload('o-1', 1, 'another');
    assert.equal(await journal.take('o-1'), undefined);
    const noting = journal.save('o-1', anew);
    later();
    await Promise.all([dropping, noting]);
    assert.deepEqual(await journal.find('o-1'), anew);
    assert.deepEqual(await journalOn().find('o-1'), anew);
  });

  describe('and clocks that are set', () => {
    const living = { owner: process.ppid, host: thisHost };
    for (const [what, ms] of [
      ['an hour back', hour],
      ['an hour forth', -hour],
      ['thirty years forth', -30 * 365 * 24 * hour],
    ] as const) {
      it(`leave an upload to whoever moves it (${what})`, async () => {
        await notedBy(living);
        const at = new Date(Date.now() + ms);
        await utimes(pathOf('o-1.json'), at, at);
        assert.deepEqual(await journalOn().abandoned(), []);
        await assert.rejects(journalOn().take('o-1'), { failure: 'alreadyLocked' });
      });

      it(`free what the dead have left (${what})`, async () => {
        const dead = Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());
        await notedBy({ owner: dead, host: thisHost });
        await writeFile(pathOf('o-1.lock'), JSON.stringify({ owner: dead, host: thisHost }));
        const at = new Date(Date.now() + ms);
        await utimes(pathOf('o-1.json'), at, at);
        await utimes(pathOf('o-1.lock'), at, at);
        assert.deepEqual(await journalOn().take('o-1'), one);
      });
    }

    it('another run of the system is told from this one', () => {
      const parent = { pid: process.ppid, host: thisHost };
      assert.ok(isOwnerAlive(parent, 0), 'a note of an earlier version of this product');
      assert.ok(!isOwnerAlive({ ...parent, up: uptime() + 1 }, Date.now()));
      if (thisProcess.boot === undefined) return;
      assert.ok(isOwnerAlive({ ...parent, boot: thisProcess.boot }, 0));
      assert.ok(!isOwnerAlive({ ...parent, boot: 'another' }, Date.now()));
    });

    it('are not asked while this process runs: another machine is given its hour', (done) => {
      const now = Date.now;
      Date.now = () => now() + 2 * hour;
      const isAlive = isOwnerAlive({ pid: 1, host: 'elsewhere' }, now());
      Date.now = now;
      done(isAlive ? undefined : new Error('taken for dead'));
    });
  });

  describe('that nobody of us wrote are not read:', () => {
    const isIgnored = async (): Promise<void> => {
      assert.deepEqual(await journalOn().abandoned(), []);
      assert.equal(await journalOn().take('o-1'), undefined);
    };

    it('a link', async function () {
      if (process.platform === 'win32') return;
      await writeFile(join(files.folder, 'planted'), JSON.stringify({ ...noteOf(one), owner: 0 }));
      await symlink(join(files.folder, 'planted'), pathOf('o-1.json'));
      await isIgnored();
      await journalOn().save('o-1', upload('o-1', 2));
      assert.deepEqual(JSON.parse(await readFile(join(files.folder, 'planted'), 'utf8')), { ...noteOf(one), owner: 0 });
    });

    it('a device, a pipe and a folder', async function () {
      await mkdir(pathOf('o-1.json'));
      await isIgnored();
      if (process.platform === 'win32') return;
      await symlink('/dev/zero', pathOf('o-2.json'));
      execFileSync('mkfifo', [pathOf('o-3.json')]);
      await isIgnored();
    });

    it('one of more than 16 MiB', async () => {
      await notedBy({ owner: 0 });
      await truncate(pathOf('o-1.json'), 16 * 1024 * 1024 + 1);
      await isIgnored();
    });
  });
});
