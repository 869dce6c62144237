import assert from 'node:assert/strict';
import type { Fault } from '../../src/sandbox/fault';
import { checkOrphans, checkStored, checkUploaded } from './checkEnding';
import { DeltaPackage } from './deltaPackage';
import { Room } from './room';
import { Tally } from './tally';
import { Trial } from './trial';

interface ResumeCase {
  readonly name: string;
  readonly version: string;
  readonly stops: Fault;
  readonly change: (room: Room) => void;
}

const stop = (kind: string, nth: number): Fault => {
  return { kind, nth, times: Infinity, effect: { type: 'status', status: 402, code: 'PaymentRequired' } };
};

describe('an upload that copies, resumed or stopped', () => {
  const tally = new Tally('resumed copies');
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

  const changes: readonly (readonly [string, (room: Room) => void])[] = [
    ['as it was', () => undefined],
    ['with another base', (room) => delta.put(room, { spoilt: 'everywhere' })],
    ['without the base', (room) => room.sandbox.store.delete(room.bucket, delta.keyIn(room))],
    ['no longer allowed to copy', (room) => (room.sandbox.conditions.policy.copying = 'none')],
    ['whose upload is gone', (room) => room.uploads.forEach(({ id }) => room.sandbox.store.close(id))],
  ];
  for (const [words, change] of changes) {
    it(`resumed ${words}`, () =>
      tally.runAll(
        [stop('UploadPart', 1), stop('UploadPart', 3), stop('CompleteMultipartUpload', 1)].map((stops): ResumeCase => {
          return { name: `stopped at ${stops.kind} ${stops.nth}`, version: `r${++cases}`, stops, change };
        }),
        rooms,
        resume,
      ));
  }

  async function resume({ version, stops, change }: ResumeCase, room: Room): Promise<void> {
    const { conditions } = room.sandbox;
    const { file } = delta;
    conditions.policy.copying = 'application';
    const reusable = delta.put(room);
    const first = new Trial(room, file, version, { reusable });
    try {
      conditions.faults = [stops];
      const ending = await first.upload();
      assert.ok('error' in ending);
      const point = (await first.left())?.checkpoint;
      assert.ok(point?.delta, 'nothing to resume with copies');
      conditions.faults = [];
      change(room);
      const isThere = room.uploads.length > 0;
      const next = new Trial(room, file, version, { journal: first.journal });
      const before = room.requests.length;
      const resumed = await next.upload();
      if (!isThere) {
        assert.ok('error' in resumed && (resumed.error as { failure?: string }).failure === 'notResumable');
        await checkStored(next, await next.upload(), { file, old: undefined });
        return await checkOrphans(next);
      }
      await checkUploaded(next, resumed, { file, old: undefined });
      const went = room.requests
        .slice(before)
        .filter(({ kind, status }) => kind.startsWith('UploadPart') && status === 200).length;
      const missing = point.delta.parts.length - point.completedParts.length;
      assert.ok(went <= missing, `${went} parts went, ${missing} were missing`);
    } finally {
      room.clear([first.key, reusable.base.key]);
    }
  }

  for (const policy of ['none', 'ownKey'] as const) {
    it(`a refusal costs one request, and is told once: policy ${policy}`, async () => {
      const [room] = rooms as [Room];
      room.sandbox.conditions.policy.copying = policy;
      const reusable = delta.put(room);
      const trial = new Trial(room, delta.file, policy, { reusable });
      const ending = await trial.upload();
      await checkUploaded(trial, ending, { file: delta.file, old: undefined });
      const kinds = room.requests.map(({ kind }) => kind);
      room.clear([trial.key, reusable.base.key]);
      assert.deepEqual([trial.copyRefusals, trial.clock.paused], [1, 0]);
      assert.equal(kinds.filter((kind) => kind === 'UploadPartCopy').length, 1);
      assert.equal(kinds.filter((kind) => kind === 'UploadPart').length, kinds.length - 4);
      assert.ok('uploaded' in ending && ending.uploaded.copiedBytes === undefined);
    });
  }

  it('cancelled at any request: nothing is left', () =>
    tally.runAll(
      Array.from({ length: 9 }, (_, at) => ({ name: `request ${at + 1}`, version: `s${at}`, nth: at + 1 })),
      rooms,
      cancel,
    ));

  async function cancel({ version, nth }: { readonly version: string; readonly nth: number }, room: Room) {
    const { conditions, requests } = room.sandbox;
    conditions.policy.copying = 'application';
    // Of what is carried out once nobody waits for it any more.
    conditions.copyMs = 20;
    const reusable = delta.put(room);
    const trial = new Trial(room, delta.file, version, { reusable });
    const ending = new AbortController();
    try {
      const arrived = (async () => {
        for (let at = 0; at < nth; at++) await requests.arrival().catch(() => undefined);
        ending.abort();
      })();
      const ended = await trial.upload({ signal: ending.signal, report: () => undefined });
      await arrived;
      assert.ok('error' in ended && (ended.error as { failure?: string }).failure === 'cancelled');
      assert.deepEqual([room.uploads.length, room.stored(trial.key), await trial.left()], [0, undefined, undefined]);
      assert.ok(room.stored(reusable.base.key), 'the base is gone');
    } finally {
      room.clear([trial.key, reusable.base.key]);
    }
  }
});
