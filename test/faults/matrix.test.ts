import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../src/sandbox/fault';
import { seededBytes } from '../fixtures/seededBytes';
import { checkFailed, checkStored, checkUploaded, type Expected } from './checkEnding';
import { effects, type NamedEffect } from './effects';
import { Packages, requestsOf, shapes, type Shape } from './packages';
import { Room } from './room';
import { Tally } from './tally';
import { Trial, type TrialOptions } from './trial';

interface MatrixCase {
  readonly name: string;
  readonly version: string;
  readonly shape: Shape;
  readonly fault: Fault;
  readonly hasOld: boolean;
  /** Whether what stopped half-way is resumed in the end, or discarded. */
  readonly resumes: boolean;
  readonly mustSucceed: boolean;
}

const longestPausedMs = 15 * 60_000;
const mostRequests = 250;

describe('every fault at every request of an upload', () => {
  const tally = new Tally('fault matrix');
  const old = seededBytes(23, 5000);
  let packages: Packages;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    packages = await Packages.make();
    rooms = await Promise.all(Array.from({ length: 8 }, () => Room.open()));
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await packages.remove();
  });

  for (const shape of shapes) {
    it(`${shape}: a clean run makes the requests that are broken below`, async () => {
      const [room] = rooms as [Room];
      const trial = new Trial(room, packages.of(shape), 'clean');
      await checkUploaded(trial, await trial.upload(), { file: packages.of(shape), old: undefined });
      const made = room.requests.map(({ kind }) => kind);
      room.clear([trial.key]);
      assert.deepEqual(made, requestsOf[shape]);
    });
    for (const broken of effects) {
      // Who waits needs no processor.
      const atOnce = broken.effect.type === 'hang' ? 8 : 4;
      it(`${shape}: ${broken.name}`, () => tally.runAll(casesOf(shape, broken), rooms.slice(0, atOnce), run));
    }
  }

  function casesOf(shape: Shape, { name, effect, passes }: NamedEffect): readonly MatrixCase[] {
    const kinds = requestsOf[shape];
    return kinds.flatMap((kind, at) =>
      faultsAt(kinds, at, effect).flatMap(([what, fault]) =>
        overOld(kind, cases).map((hasOld): MatrixCase => {
          const number = ++cases;
          const isLimited = fault.times !== Infinity && fault.kind !== undefined && fault.kind !== 'CreateCosToken';
          return {
            name: `${shape}, request ${at + 1} (${kind}), ${name} ${what}${hasOld ? ', over an old object' : ''}`,
            version: `v${number}`,
            shape,
            fault,
            hasOld,
            resumes: number % 2 === 0,
            mustSucceed: passes && isLimited,
          };
        }),
      ),
    );
  }

  async function run(one: MatrixCase, room: Room): Promise<void> {
    const file = packages.of(one.shape);
    const isForTem = one.fault.kind === 'CreateCosToken' || (one.fault.kind === undefined && one.fault.nth === 1);
    const trial = new Trial(room, file, one.version, patienceFor(one.fault, isForTem));
    const expected: Expected = { file, old: one.hasOld ? old : undefined };
    try {
      if (expected.old) room.putOld(trial.key, expected.old);
      room.sandbox.knobs.faults = [one.fault];
      const ending = await trial.upload();
      assert.ok(room.requests.length <= mostRequests, `${room.requests.length} requests`);
      assert.ok(trial.clock.paused <= longestPausedMs, `${Math.round(trial.clock.paused / 1000)} s of pauses`);
      if ('uploaded' in ending) {
        return checkUploaded(trial, ending, expected);
      }
      if (one.mustSucceed) throw ending.error;
      await checkFailed(trial, ending, expected);
      room.sandbox.knobs.faults = [];
      await goOn(trial, one, expected);
    } finally {
      room.clear([trial.key]);
    }
  }

  /** Both ways on from a failure, once nothing is broken any more and the window was reloaded. */
  async function goOn(failed: Trial, one: MatrixCase, expected: Expected): Promise<void> {
    const { room, key, journal } = failed;
    const point = (await failed.left())?.point;
    const isLeft = room.uploads.length > 0 || room.timesStored(key) > 0;
    const next = new Trial(room, expected.file, one.version, { journal });
    if (point && !one.resumes) {
      tally.remark('discarded');
      await next.discard();
      assert.equal(await next.left(), undefined);
      assert.ok(!room.uploads.some(({ id }) => id === point.uploadId), 'discarded, but its parts are still there');
      const stored = room.stored(key);
      assert.ok(!stored || (expected.old && stored.equals(old)), 'discarded, but its object is still there');
      return;
    }
    if (!point && !isLeft) return;
    tally.remark(point ? 'resumed' : 'sent anew over what was left');
    const isThere = point && room.uploads.some(({ id }) => id === point.uploadId);
    // What the failed try had on its way may still be ending.
    await wait(2);
    const since = Date.now();
    const ending = await next.upload();
    if ('uploaded' in ending) {
      await checkStored(next, ending, expected);
      if (point && isThere)
        assert.equal(partsSent(room, since), 4 - point.arrived.length, 'parts that had arrived went again');
      return;
    }
    if (!point || isThere) throw ending.error;
    tally.remark('not resumable, sent anew');
    assert.equal((ending.error as { failure?: string }).failure, 'notResumable');
    await checkStored(next, await next.upload(), expected);
  }
});

/** With an old object and without one where an object is made; else one of the two in turn. */
function overOld(kind: string, number: number): readonly boolean[] {
  return kind === 'PutObject' || kind === 'CompleteMultipartUpload' ? [false, true] : [number % 4 < 2];
}

/** At the `at`th request: that one alone by its kind, and everything from there on. */
function faultsAt(
  kinds: readonly string[],
  at: number,
  effect: Fault['effect'],
): readonly (readonly [string, Fault])[] {
  const kind = kinds[at]!;
  const nth = kinds.slice(0, at).filter((one) => one === kind).length + 1;
  return [
    ['once', { kind, nth, effect }],
    ['twice', { kind, nth, times: 2, effect }],
    ['always', { kind, nth, times: Infinity, effect }],
    // Parts go side by side: of those, whatever comes after the first comes after each.
    ...(nth > 1 ? [] : everything(at, effect)),
  ];
}

function everything(at: number, effect: Fault['effect']): readonly (readonly [string, Fault])[] {
  return [
    ['at any two requests', { nth: at + 1, times: 2, effect }],
    ['at all requests', { nth: at + 1, times: Infinity, effect }],
  ];
}

/** As short a silence as a busy machine does not keep by itself. */
function patienceFor({ effect, times = 1 }: Fault, isForTem: boolean): TrialOptions {
  if (effect.type === 'truncateAnswer') return isForTem ? { timeoutMs: 300 } : {};
  if (effect.type !== 'hang') return {};
  return { silenceMs: times === Infinity ? 300 : 600, timeoutMs: isForTem ? 300 : 10_000 };
}

function partsSent({ requests }: Room, since: number): number {
  return requests.filter(({ kind, status, time }) => kind === 'UploadPart' && status === 200 && time >= since).length;
}
