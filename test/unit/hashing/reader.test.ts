import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { chunkBytes, chunks } from '../../../src/hashing/hashMemory';
import type { Reader } from '../../../src/hashing/reader';
import { type ReadStream } from '../../../src/hashing/reader';
import { Readers } from '../../../src/hashing/readers';
import { seededBytes } from '../../fixtures/seededBytes';
import { plainCrc64 } from './plainCrc64';

describe('Reader', () => {
  const bytes = seededBytes(5, 3 * chunkBytes + 1);
  const readers = new Readers();
  let folder: string;
  let file: FileHandle;
  let reader: Reader;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tem-reader-'));
    await writeFile(join(folder, 'a.jar'), bytes);
    file = await open(join(folder, 'a.jar'));
    reader = readers.take();
  });

  after(async () => {
    reader.dispose();
    await file.close();
    await rm(folder, { recursive: true });
  });

  async function readAll(start: number, end: number): Promise<{ read: Buffer; stream: ReadStream }> {
    const buffer = reader.borrow();
    const stream = reader.open();
    const pieces: Buffer[] = [];
    for (let at = start; at < end; at += buffer.length) {
      const piece = buffer.subarray(0, Math.min(buffer.length, end - at));
      await stream.read(file.fd, at, piece);
      pieces.push(Buffer.from(piece));
    }
    reader.giveBack(buffer);
    return { read: Buffer.concat(pieces), stream };
  }

  it('reads what is in the file, at any place, and sums it up', async () => {
    const ranges = [
      [0, bytes.length],
      [1, chunkBytes + 2],
      [bytes.length - 1, bytes.length],
      ...Array.from({ length: chunks - 3 }, (_, n) => [n * 1000, n * 150_000 + 1001]),
    ] as const;
    await Promise.all(
      ranges.map(async ([start = 0, end = 0]) => {
        const { read, stream } = await readAll(start, end);
        const wanted = bytes.subarray(start, end);
        assert.ok(read.equals(wanted), `from ${start} to ${end}`);
        const md5 = createHash('md5').update(wanted).digest('hex');
        assert.deepEqual(await stream.digest(), { md5, crc64: plainCrc64(wanted) });
        stream.close();
      }),
    );
    assert.ok(reader.isIdle);
  });

  it('tells where the file ends too early, and what the system says, and goes on', async () => {
    const buffer = reader.borrow();
    const stream = reader.open();
    await assert.rejects(stream.read(file.fd, bytes.length - 10, buffer), { code: 'EOF' });
    await assert.rejects(stream.read(99_999, 0, buffer), { code: 'EBADF' });
    stream.close();
    reader.giveBack(buffer);
    const { read, stream: another } = await readAll(0, 10);
    assert.ok(read.equals(bytes.subarray(0, 10)));
    another.close();
  });

  it('says that the drive does not answer where reads that nobody waits for hold every buffer', () => {
    const held = Array.from({ length: chunks }, () => reader.borrow());
    assert.throws(() => reader.borrow(), { name: 'AppError', failure: 'unreadable' });
    held.forEach((buffer) => reader.giveBack(buffer));
  });

  it('lets others have their turn while much is read', async () => {
    let turns = 0;
    const ends = new AbortController();
    const count = async (): Promise<void> => {
      for (; !ends.signal.aborted; turns++) await nextTurn();
    };
    const counting = count();
    const began = performance.now();
    for (let n = 0; n < 20; n++) {
      const all = await Promise.all(Array.from({ length: chunks }, () => readAll(0, chunkBytes)));
      all.forEach(({ stream }) => stream.close());
    }
    const took = performance.now() - began;
    ends.abort();
    await counting;
    assert.ok(took / turns < 20, `${took.toFixed()} ms in ${turns} turns`);
  });

  it('is not handed out again where its thread has died while nobody used it', async () => {
    const doomed = readers.take();
    readers.giveBack(doomed);
    doomed.dispose();
    while (doomed.isIdle) await nextTurn();
    const next = readers.take();
    assert.notEqual(next, doomed);
    next.dispose();
  });

  it('fails whoever waits when its thread ends, and is not used again', async () => {
    const doomed = readers.take();
    const stream = doomed.open();
    const reading = stream.read(file.fd, 0, doomed.borrow());
    doomed.dispose();
    await assert.rejects(reading, /the reading thread has ended/);
    await assert.rejects(stream.digest(), /the reading thread has ended/, 'nobody waits for ever');
    readers.giveBack(doomed);
    const next = readers.take();
    assert.notEqual(next, doomed);
    readers.giveBack(next);
    assert.equal(readers.take(), next, 'an idle one is used again');
    next.dispose();
  });
});
