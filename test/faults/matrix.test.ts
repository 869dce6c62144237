import assert from 'node:assert/strict';
import type { Fault } from '../../src/sandbox/fault';
import { note } from '../harness/note';
import { checkUploaded } from './checkEnding';
import { effects, type NamedEffect } from './effects';
import { runCase, type MatrixCase } from './matrixCase';
import { Packages, requestsOf, shapes, type Shape } from './packages';
import { Room } from './room';
import { Tally } from './tally';
import { Trial, type TrialOptions } from './trial';

describe('every fault at every request of an upload', () => {
  const tally = new Tally('fault matrix');
  let packages: Packages;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    packages = await Packages.make();
    rooms = await Promise.all(Array.from({ length: 8 }, () => Room.open()));
    note('fault matrix: of parts the first and the last, since those between go as these do');
    note('fault matrix: every third case on a store whose ETags are no MD5s');
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
      it(`${shape}: ${broken.name}`, () =>
        tally.runAll(casesOf(shape, broken), rooms.slice(0, atOnce), (one, room) =>
          runCase(one, room, packages, tally),
        ));
    }
  }

  function casesOf(shape: Shape, { name, effect, passes, sendsMore }: NamedEffect): readonly MatrixCase[] {
    const kinds = requestsOf[shape];
    return kinds.flatMap((kind, at) =>
      (isAlike(kinds, at) ? [] : faultsAt(kinds, at, effect)).flatMap(([what, fault]) =>
        overOld(kind, cases).map((hasOld): MatrixCase => {
          const number = ++cases;
          const isLimited = fault.times !== Infinity && fault.kind !== undefined && fault.kind !== 'CreateCosToken';
          return {
            name: `${shape}, request ${at + 1} (${kind}), ${name} ${what}${hasOld ? ', over an old object' : ''}`,
            version: `v${number}`,
            shape,
            faults: [fault],
            hasOld,
            resumes: number % 2 === 0,
            mustSucceed: isLimited && (fault.times ?? 1) <= passes,
            options: patienceFor(fault, kind === 'CreateCosToken'),
            ...(sendsMore && { sendsMore }),
            isOpaque: number % 3 === 0,
          };
        }),
      ),
    );
  }
});

/** Whether a request is a part between others. */
function isAlike(kinds: readonly string[], at: number): boolean {
  return [at - 1, at, at + 1].every((one) => kinds[one] === 'UploadPart');
}

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
  return { idleTimeoutMs: times === Infinity ? 300 : 600, timeoutMs: isForTem ? 300 : 10_000 };
}
