import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnfinishedUpload } from '../../../src/core/ports/uploadJournal';
import { disk, type FilePort } from '../../../src/files/filePort';
import { FileJournal } from '../../../src/journal/fileJournal';
import { planParts } from '../../../src/transfer/upload/planParts';
import { readUnfinished } from '../../../src/journal/readUnfinished';
import { upload } from '../../faults/journalScenarios';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { noteOf } from '../../fixtures/noteOf';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Counts what passes between the journal and its files, in bytes. */
function counting() {
  const counted = { written: 0, read: 0 };
  const write = (text: string): void => void (counted.written += Buffer.byteLength(text));
  const port: FilePort = {
    ...disk,
    async read(path, known) {
      const noted = await disk.read(path, known);
      if (noted !== known) counted.read += Buffer.byteLength(noted.text);
      return noted;
    },
    async open(path) {
      const file = await disk.open(path);
      return { ...file, write: (text) => (write(text), file.write(asOfParent(text))) };
    },
    append: (path, text) => (write(text), disk.append(path, text)),
    writeSync: (path, text) => (write(text), disk.writeSync(path, text)),
  };
  return { counted, port };
}

/** As if another process had noted it that lives: to one process its own notes are nobody's. */
function asOfParent(text: string): string {
  return text.replace(`"owner":${process.pid}`, `"owner":${process.ppid}`).replace(/,"born":"\d+"/, '');
}

/** An upload of so many bytes, and all the parts that it is planned in. */
function largeUpload(bytes: number): {
  none: UnfinishedUpload;
  parts: UnfinishedUpload['checkpoint']['completedParts'];
} {
  const plan = planParts({ bytes, mayUseParts: true, bytesPerSecond: undefined });
  assert.ok(plan.kind === 'multipart');
  const { order, version, checkpoint } = upload('o-1', 0);
  const file = { ...checkpoint.file, bytes };
  const none = { order, version, checkpoint: { ...checkpoint, partBytes: plan.partBytes, file, completedParts: [] } };
  const parts = plan.parts.map(({ number, range: { start, end } }) => {
    return {
      number,
      etag: `"${String(number).padStart(32, 'e')}"`,
      start,
      end,
      crc64: String(2n ** 64n - BigInt(number)),
    };
  });
  return { none, parts };
}

const withArrived = (
  one: UnfinishedUpload,
  completedParts: UnfinishedUpload['checkpoint']['completedParts'],
): UnfinishedUpload => {
  return { ...one, checkpoint: { ...one.checkpoint, completedParts } };
};

describe('the notes of a large upload', () => {
  let files: TemporaryFiles;

  beforeEach(async () => (files = await TemporaryFiles.create()));
  afterEach(() => files.remove());

  const folder = () => join(files.folder, 'journal');
  const entry = () => join(folder(), 'o-1.json');
  const log = async () => join(folder(), (await readdir(folder())).find((name) => name.endsWith('.parts')) ?? 'none');
  /** As if the process that noted had been killed. */
  async function kill(): Promise<void> {
    const dead = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
    const fields = JSON.parse(await readFile(entry(), 'utf8')) as object;
    await writeFile(entry(), JSON.stringify({ ...fields, owner: Number(dead) }));
  }
  /** Notes all parts, one after the other. */
  async function noteAll(journal: FileJournal, { none, parts }: ReturnType<typeof largeUpload>): Promise<void> {
    await journal.save('o-1', none);
    for (let n = 1; n <= parts.length; n++) await journal.save('o-1', withArrived(none, parts.slice(0, n)));
  }

  it('of 50 GiB are less than 20 MiB in all, at any pace, and lose no part; others read them once', async function () {
    this.timeout(120_000);
    const large = largeUpload(50 * GiB);
    assert.ok(large.parts.length >= 6400);
    const own = counting();
    const other = counting();
    const journal = new FileJournal(folder(), own.port);
    const elsewhere = new FileJournal(folder(), other.port);
    await journal.save('o-1', large.none);
    for (let n = 1; n <= large.parts.length; n++) {
      // Each part alone is the worst: what arrives together is noted together.
      await journal.save('o-1', withArrived(large.none, large.parts.slice(0, n)));
      if (n % 50 === 0) assert.equal((await elsewhere.abandoned()).length, 0);
    }
    const { written } = own.counted;
    console.log(
      `      ${large.parts.length} parts: ${(written / MiB).toFixed(1)} MiB written, ${(other.counted.read / MiB).toFixed(1)} MiB read by another window in ${large.parts.length / 50} looks`,
    );
    assert.ok(written < 20 * MiB, `${written} bytes`);
    assert.ok(other.counted.read < 20 * MiB, `${other.counted.read} bytes read`);
    await kill();
    assert.deepEqual(await elsewhere.abandoned(), [withArrived(large.none, large.parts)]);
    const { read } = other.counted;
    for (let n = 0; n < 10; n++) await elsewhere.abandoned();
    assert.equal(other.counted.read, read, 'what has not changed is read again');
  });

  it('know every part that was noted when the process is killed', async () => {
    const large = largeUpload(GiB);
    await noteAll(new FileJournal(folder()), large);
    await kill();
    assert.deepEqual(await new FileJournal(folder()).take('o-1'), withArrived(large.none, large.parts));
  });

  it('lose no more than what is torn, and go on after it', async () => {
    const large = largeUpload(GiB);
    const some = withArrived(large.none, large.parts.slice(0, 5));
    const journal = new FileJournal(folder());
    await journal.save('o-1', large.none);
    await journal.save('o-1', some);
    const { length } = await readFile(await log());
    await truncate(await log(), length - 10);
    await journal.save('o-1', withArrived(large.none, large.parts.slice(0, 7)));
    await kill();
    const left = await new FileJournal(folder()).find('o-1');
    assert.deepEqual(
      left?.checkpoint.completedParts.map(({ number }) => number),
      [1, 2, 3, 4, 6, 7],
    );
  });

  it('are written whole where the disk takes no more of the log', async () => {
    const large = largeUpload(GiB);
    const journal = new FileJournal(folder(), {
      ...disk,
      append: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    });
    await journal.save('o-1', large.none);
    await journal.save('o-1', withArrived(large.none, large.parts.slice(0, 3)));
    await kill();
    assert.equal((await new FileJournal(folder()).find('o-1'))?.checkpoint.completedParts.length, 3);
  });

  it('say what the store lists instead of what was thought', async () => {
    const { none, parts } = largeUpload(GiB);
    const journal = new FileJournal(folder());
    await journal.save('o-1', none);
    await journal.save('o-1', withArrived(none, parts.slice(0, 3)));
    const kept = withArrived(none, [{ ...parts[0]!, etag: '"another"' }, parts[2]!]);
    await journal.save('o-1', kept);
    await kill();
    assert.deepEqual(await new FileJournal(folder()).find('o-1'), kept);
  });

  it('leave nothing behind', async () => {
    const large = largeUpload(GiB);
    const journal = new FileJournal(folder());
    await noteAll(journal, large);
    await journal.save('o-1', undefined);
    assert.deepEqual(await readdir(folder()), []);
    await noteAll(journal, large);
    journal.shutDown();
    await new FileJournal(folder()).abandoned();
    assert.deepEqual(await readdir(folder()), ['o-1.json']);
  });

  it('are enough for a version that knows no log, whose notes count then alone', async () => {
    const large = largeUpload(8 * GiB);
    const journal = new FileJournal(folder());
    await noteAll(journal, large);
    await kill();
    // That version reads this file alone, and writes what it knows.
    const known = readUnfinished(await readFile(entry(), 'utf8'));
    assert.ok(known && known.checkpoint.completedParts.length >= large.parts.length / 2);
    await writeFile(
      entry(),
      JSON.stringify({ ...noteOf(withArrived(known, known.checkpoint.completedParts.slice(0, 7))), owner: 0 }),
    );
    const other = new FileJournal(folder());
    assert.equal((await other.abandoned())[0]?.checkpoint.completedParts.length, 7);
    assert.deepEqual(await readdir(folder()), ['o-1.json'], 'the log that nobody names goes');
  });

  it('take nothing from a log that nobody of us wrote', async () => {
    const { none, parts } = largeUpload(GiB);
    const journal = new FileJournal(folder());
    await journal.save('o-1', none);
    await journal.save('o-1', withArrived(none, parts.slice(0, 2)));
    const odd = [
      'null',
      '[]',
      '7',
      '{"number":3}',
      '[0,"e","1"]',
      '[1e9,"e","1"]',
      '["3","e","1"]',
      '[3,"<","1"]',
      '[3,"e","-1"]',
    ];
    await appendFile(await log(), odd.join('\n'));
    await kill();
    assert.deepEqual(await new FileJournal(folder()).find('o-1'), withArrived(none, parts.slice(0, 2)));
  });
});
