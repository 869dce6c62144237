import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FileJournal } from '../../src/journal/fileJournal';
import { checkOrphans, checkStored } from './checkEnding';
import { killAt, type KillPoint } from './killAt';
import { Packages, type Shape } from './packages';
import { Room } from './room';
import { Tally } from './tally';
import { orderOf, Trial } from './trial';
import type { ChildOrder } from './uploadInChild';

interface KillCase extends KillPoint {
  readonly name: string;
  readonly version: string;
  readonly shape: Shape;
}

const connections = 2;
const partCount = 8;
const patienceMs = 10_000;
// A token, an upload, its parts and their completion; or a token and a PUT.
const requestCounts: Readonly<Record<Shape, number>> = { 'one PUT': 2, parts: partCount + 3 };

describe('kill -9 at every request of an upload', () => {
  const tally = new Tally('kills');
  let packages: Packages;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    packages = await Packages.make(8.1 * 1024 * 1024);
    rooms = await Promise.all([Room.open(), Room.open()]);
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await packages.remove();
  });

  for (const [shape, count] of Object.entries(requestCounts) as [Shape, number][]) {
    for (const [words, when] of [
      ['at once as the request arrives', 'beforeBody'],
      ['when the store has done it and does not answer', 'beforeAnswer'],
    ] as const) {
      it(`${shape}: ${words}`, () =>
        tally.runAll(
          Array.from({ length: count }, (_, at): KillCase => {
            return { name: `request ${at + 1}`, version: `k${++cases}`, shape, nth: at + 1, when };
          }),
          rooms,
          run,
        ));
    }
  }

  async function run(one: KillCase, room: Room): Promise<void> {
    const file = packages.of(one.shape);
    const order = orderOf(file.path, one.version);
    const folder = join(packages.folder, `journal-${one.version}`);
    const journal = new FileJournal(folder);
    const next = new Trial(room, file, one.version, { journal });
    try {
      const child = { connection: room.connection, order, journalFolder: folder, connections };
      await killAt(one, room, child, () => caughtUp(one.nth, child));
      const [left, ...more] = await journal.abandoned();
      assert.deepEqual(more, []);
      const known = left?.checkpoint.completedParts.length ?? 0;
      const lost = room.uploads.filter(({ id }) => id !== left?.checkpoint.uploadId);
      const landed = room.uploads.find(({ id }) => id === left?.checkpoint.uploadId)?.parts.size ?? known;
      // Killed at once, a process also loses what its journal was about to write.
      const maxLost = one.when === 'beforeAnswer' ? 1 : partCount;
      assert.ok(landed - known <= maxLost, `${landed} parts had landed, the journal knows ${known}`);
      // Killed between the store's answer and the note of it, the next process knows that an id may be lost.
      assert.ok(lost.length === 0 || left?.checkpoint.uploadId === '', `${lost.length} unknown to the journal`);
      if (lost.length > 0) tally.remark('killed before the journal knew the upload id');
      tally.remark(left ? 'resumed' : 'sent anew');

      await wait(2);
      const since = Date.now();
      const ending = await next.upload();
      await checkStored(next, ending, { file, old: undefined });
      if (one.shape === 'parts') {
        const sent = room.requests.filter(({ kind, time }) => kind === 'UploadPart' && time >= since).length;
        // What the store lists counts, also where the journal did not get to know of it.
        assert.equal(
          sent,
          partCount - (left?.checkpoint.uploadId ? landed : 0),
          'each part that had not landed goes once',
        );
      }
      await checkOrphans(next);
      assert.deepEqual(
        (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')),
        [],
      );
    } finally {
      room.clear([next.key]);
    }
  }
});

/** Resolves when the other parts have gone on to their end and the child's journal knows all but the unanswered one. */
async function caughtUp(nth: number, { journalFolder, order }: ChildOrder): Promise<void> {
  const isPart = nth > 2 && nth <= 2 + partCount;
  const wanted = isPart ? partCount - 1 : nth > 2 ? partCount : 0;
  for (const due = Date.now() + patienceMs; Date.now() < due; await wait(5)) {
    const found = await new FileJournal(journalFolder).find(order.id);
    if ((found?.checkpoint.completedParts.length ?? 0) >= wanted) return;
  }
}
