import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { FileJournal } from '../../../src/journal/fileJournal';
import { RolloutFiles } from '../../../src/journal/rolloutFiles';
import {
  grown,
  grownNote,
  journalFiles,
  logLine,
  rolloutFiles,
  rolloutNote,
  unfinished,
  unfinishedNote,
} from '../../fixtures/surface';
import { never, region, startPractice } from '../cloud/practice';
import { Downloads } from '../transfer/download/downloads';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';

type Fields = Readonly<Record<string, unknown>>;

const { entry, log, lock, drop, claim } = journalFiles;
const host = hostname().replace(/[^\w-]/g, '_');
const place = { bucket: unfinished.checkpoint.bucket, key: unfinished.checkpoint.key };
const logId = '01234567-89ab-4def-8123-456789abcdef';

// Windows of several versions are open at once, and an update finds what the version before it left.
describe('the notes on disk', () => {
  let files: TemporaryFiles;
  let folder: string;
  beforeEach(async () => {
    files = await TemporaryFiles.create();
    folder = join(files.folder, 'notes');
    await mkdir(folder);
  });
  afterEach(() => files.remove());

  const plant = (name: string, content: object | string) =>
    writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const noted = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as Fields;

  describe('of the journal', () => {
    // Its process runs on this machine, and is another one.
    const other = { owner: process.ppid, host };
    const nobody = { owner: 0, host };

    it('are written as ever: an upload under way, and what arrives then', async () => {
      const journal = new FileJournal(folder);
      await journal.save('o-1', unfinished);
      const { log: id, ...more } = await noted(entry);
      assert.deepEqual(withoutOwner(more), unfinishedNote);
      await journal.save('o-1', grown);
      const names = (await readdir(folder)).filter((name) => name !== entry && !name.endsWith('.pulse'));
      assert.deepEqual(names, [`o-1.${String(id)}.parts`]);
      assert.match(names[0] ?? '', log);
      assert.equal(await readFile(join(folder, names[0] ?? ''), 'utf8'), `\n${logLine}\n`);
      journal.shutDown();
      assert.deepEqual(await noted(entry), { ...grownNote, ...nobody });
    });

    it('are written as ever: what is to be dropped, and a key that an order has and had', async () => {
      const journal = new FileJournal(folder);
      assert.ok(await journal.claim(place, 'o-1', false));
      assert.deepEqual(withoutOwner(await noted(claim)), { order: 'o-1', hasOthers: false });
      await journal.endClaims('o-1', 'finished');
      assert.deepEqual(await noted(claim), { order: 'o-1', hasOthers: false, end: 'finished', ...nobody });
      await journal.abandon(unfinished);
      assert.deepEqual(withoutOwner(await noted(drop)), unfinishedNote);
    });

    it('are read as ever: an upload that was left, with what its log says', async () => {
      await plant(entry, { ...unfinishedNote, ...nobody, log: logId });
      await plant(`o-1.${logId}.parts`, `\n${logLine}\n`);
      const journal = new FileJournal(folder);
      assert.deepEqual(await journal.abandoned(), [grown]);
      assert.deepEqual(await journal.take('o-1'), grown);
    });

    it('are read as ever: an upload, or a lock, that a living process has', async () => {
      await plant(entry, { ...unfinishedNote, ...other });
      await assert.rejects(new FileJournal(folder).take('o-1'), { failure: 'alreadyLocked' });
      await plant(entry, { ...unfinishedNote, ...nobody });
      await plant(lock, other);
      await assert.rejects(new FileJournal(folder).take('o-1'), { failure: 'alreadyLocked' });
    });

    it('are read as ever: what is to be dropped, and a key that another order had', async () => {
      await plant(drop, { ...unfinishedNote, ...nobody });
      await plant(claim, { order: 'o-0', hasOthers: false, end: 'finished', ...nobody });
      const journal = new FileJournal(folder);
      assert.deepEqual(await journal.pendingCleanups(), [unfinished]);
      assert.equal(await journal.isAlone(place, 'o-1'), false);
    });
  });

  it('of deployments are written and read as ever, and so is which process has one', async () => {
    await plant(rolloutFiles.note, rolloutNote);
    const notes = new RolloutFiles(folder);
    const { format, ...record } = rolloutNote;
    const [read] = await notes.all();
    assert.equal(format, 1);
    assert.deepEqual(read, record);
    await notes.save({ ...record, phase: 'underWay' });
    assert.deepEqual(await noted(rolloutFiles.note), { ...rolloutNote, phase: 'underWay' });
    await plant(rolloutFiles.hold, { owner: process.ppid, host });
    assert.equal(await notes.hold('r-1'), false);
    await plant(rolloutFiles.hold, { owner: 0, host });
    assert.equal(await notes.hold('r-1'), true);
    assert.deepEqual(withoutOwner(await noted(rolloutFiles.hold)), {});
    notes.shutDown();
    assert.deepEqual(await noted(rolloutFiles.hold), { owner: 0, host });
    await plant(rolloutFiles.lock, { owner: process.ppid, host });
    assert.equal(await new RolloutFiles(folder).hold('r-1'), false);
  });

  it('of a download are as ever, and so is the name of what has arrived of it', async () => {
    const downloads = await Downloads.start();
    try {
      await downloads.stopHalfWay(downloads.downloader());
      assert.deepEqual(await readdir(downloads.folder), [`${downloads.packageName}.part`]);
      const name = `${createHash('sha256').update(downloads.path).digest('hex')}.json`;
      assert.deepEqual(await readdir(downloads.notesFolder), [name]);
      const note = JSON.parse(await readFile(join(downloads.notesFolder, name), 'utf8')) as Fields;
      const { of, etag, bytes, part, ...owner } = note;
      assert.equal(of, 'a/ap-guangzhou/service-gn54vdy6/v1/orders-2.0.0.jar');
      assert.match(String(etag), /^"[0-9a-f]{32}"$/);
      assert.equal(bytes, downloads.bytes.length);
      assert.deepEqual(owner, { owner: 0, host });
      const seen = await stat(`${downloads.path}.part`, { bigint: true });
      assert.deepEqual(part, {
        name: `${downloads.packageName}.part`,
        inode: String(seen.ino),
        bornNs: String(seen.birthtimeNs),
        uid: String(seen.uid),
        left: `${seen.size} ${seen.mtimeNs}`,
      });
    } finally {
      await downloads.stop();
    }
  });

  it('of calls to TEM are as ever: a file a call of one action and key, without content', async () => {
    const { sandbox, connection } = await startPractice();
    try {
      await new TemClient({ callsFolder: folder }).listEnvironments({ connection, region }, { signal: never() });
      const lane = createHash('sha256').update(`DescribeEnvironments ${connection.credential.secretId}`).digest('hex');
      const [name = '', ...others] = await readdir(folder);
      assert.deepEqual(others, []);
      assert.match(name, new RegExp(`^${lane.slice(0, 24)}\\.1?\\d$`));
      assert.equal((await stat(join(folder, name))).size, 0);
    } finally {
      await sandbox.stop();
    }
  });
});

/** What a note holds besides the process that wrote it: this one, named as ever. */
function withoutOwner({ owner, host: its, born, boot, up, pulse, ...more }: Fields): object {
  assert.deepEqual([owner, its], [process.pid, host]);
  const isBorn = typeof born === 'string' && up === undefined && pulse === undefined;
  const isPulsing = born === undefined && typeof up === 'number' && typeof pulse === 'string';
  assert.ok(isBorn || isPulsing, 'nothing tells the process from a later one of its number');
  assert.equal(typeof boot, process.platform === 'linux' ? 'string' : 'undefined');
  return more;
}
