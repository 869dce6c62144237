import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { FileJournal } from '../../src/journal/fileJournal';
import { checkOrphans, checkStored } from './checkEnding';
import { DeltaPackage } from './deltaPackage';
import { killAt, type KillPoint } from './killAt';
import { Room } from './room';
import { Tally } from './tally';
import { orderOf, Trial } from './trial';

interface KillCase extends KillPoint {
  readonly name: string;
  readonly version: string;
}

// A token, an upload, three parts sent and three copied, and their completion.
const [partCount, requestCount] = [6, 9];
const patienceMs = 3000;

describe('kill -9 at every request of an upload that copies', () => {
  const tally = new Tally('kills of copies');
  let delta: DeltaPackage;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    delta = await DeltaPackage.make();
    rooms = await Promise.all([Room.open(), Room.open()]);
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await delta.remove();
  });

  for (const [words, when] of [
    ['at once as the request arrives', 'beforeBody'],
    ['when the store has done it and does not answer', 'beforeAnswer'],
  ] as const) {
    it(words, () =>
      tally.runAll(
        Array.from({ length: requestCount }, (_, at): KillCase => {
          return { name: `request ${at + 1}`, version: `c${++cases}`, nth: at + 1, when };
        }),
        rooms,
        run,
      ),
    );
  }

  async function run(one: KillCase, room: Room): Promise<void> {
    const { file } = delta;
    const order = orderOf(file.path, one.version);
    const folder = join(dirname(file.path), `journal-${one.version}`);
    const journal = new FileJournal(folder);
    room.sandbox.conditions.policy.copying = 'application';
    const reusable = delta.put(room);
    const next = new Trial(room, file, one.version, { journal });
    try {
      const child = { connection: room.connection, order, journalFolder: folder, connections: 1, reusable };
      await killAt(one, room, child, () => caughtUp(room, journal, order.id));
      const [left, ...more] = await journal.abandoned();
      assert.deepEqual(more, []);
      const stored = room.uploads.find(({ id }) => id === left?.checkpoint.uploadId);
      const landed = stored?.parts.size ?? 0;
      assert.ok((left?.checkpoint.completedParts.length ?? 0) <= (stored ? landed : partCount));
      tally.remark(left ? (left.checkpoint.delta ? 'resumed, with copies' : 'resumed') : 'sent anew');

      await wait(2);
      const since = Date.now();
      await checkStored(next, await next.upload(), { file, old: undefined });
      const made = room.requests.filter(({ kind, time }) => kind.startsWith('UploadPart') && time >= since);
      if (stored) assert.equal(made.length, partCount - landed, 'each part that had not landed goes once');
      await checkOrphans(next);
      const notes = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
      assert.deepEqual(notes, []);
    } finally {
      room.clear([next.key, reusable.base.key]);
    }
  }
});

/** Resolves when the child's journal knows all parts that the store has but the unanswered one, and no more of them come. */
async function caughtUp(room: Room, journal: FileJournal, orderId: string): Promise<void> {
  let before = -1;
  for (const due = Date.now() + patienceMs; Date.now() < due; await wait(100)) {
    const known = (await journal.find(orderId))?.checkpoint.completedParts.length ?? 0;
    const landed = room.uploads[0]?.parts.size ?? 0;
    if (landed === before && known >= landed - 1) return;
    before = landed;
  }
}
