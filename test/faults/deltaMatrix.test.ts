import assert from 'node:assert/strict';
import type { Copying } from '../../src/sandbox/conditions';
import type { Fault } from '../../src/sandbox/fault';
import { note } from '../harness/note';
import { checkUploaded } from './checkEnding';
import { runDeltaCase, type DeltaCase } from './deltaCase';
import { DeltaPackage } from './deltaPackage';
import { effects, type NamedEffect } from './effects';
import { Room } from './room';
import { storeCodes } from './storeCodes';
import { Tally } from './tally';
import { Trial, type TrialOptions } from './trial';

/** A request that is broken, and what has to happen before that it is made at all. */
interface Place {
  readonly kind: string;
  readonly nth: number;
  /** Whether it is made as well where copies are not allowed. */
  readonly isCommon?: true;
  /** Whether an upload gets past whatever becomes of it. */
  readonly isOptional?: true;
  readonly before?: readonly Fault[];
}

const silence: Fault = { kind: 'UploadPartCopy', nth: 1, effect: { type: 'reset', when: 'beforeAnswer' } };
const noSum: Fault = {
  kind: 'CompleteMultipartUpload',
  nth: 1,
  effect: { type: 'lacks', headers: ['x-cos-hash-crc64ecma'] },
};

// That may be due to the base, and is not where nothing is copied.
const unverified = 'what nobody could verify goes again without copies';

const places: readonly Place[] = [
  { kind: 'UploadPartCopy', nth: 1, isCommon: true, isOptional: true },
  { kind: 'UploadPartCopy', nth: 2, isOptional: true },
  { kind: 'UploadPartCopy', nth: 3, isOptional: true },
  { kind: 'UploadPart', nth: 1, isCommon: true },
  { kind: 'UploadPart', nth: 3 },
  { kind: 'ListParts', nth: 1, isOptional: true, before: [silence] },
  { kind: 'CompleteMultipartUpload', nth: 1, isCommon: true },
  { kind: 'HeadObject', nth: 1, before: [noSum] },
  { kind: 'CreateCosToken', nth: 1 },
];

describe('every fault at every request of an upload that copies', () => {
  const tally = new Tally('delta matrix');
  let delta: DeltaPackage;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    delta = await DeltaPackage.make();
    rooms = await Promise.all(Array.from({ length: 8 }, () => Room.open()));
    note('delta matrix: every third case on a store whose ETags are no MD5s');
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await delta.remove();
  });

  it('a clean run copies three parts and sends the rest', async () => {
    const [room] = rooms as [Room];
    room.sandbox.conditions.policy.copying = 'application';
    const reusable = delta.put(room);
    const trial = new Trial(room, delta.file, 'clean', { reusable });
    const ending = await trial.upload();
    await checkUploaded(trial, ending, { file: delta.file, old: undefined });
    const made = room.requests.map(({ kind }) => kind);
    const copied = reusable.ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok('uploaded' in ending && ending.uploaded.copiedBytes === copied);
    room.clear([trial.key, reusable.base.key]);
    assert.deepEqual(made.slice(0, 2), ['CreateCosToken', 'InitiateMultipartUpload']);
    assert.deepEqual(
      made.slice(2, -1).sort(),
      ['UploadPart', 'UploadPart', 'UploadPart', 'UploadPartCopy', 'UploadPartCopy', 'UploadPartCopy'].sort(),
    );
    assert.equal(made.at(-1), 'CompleteMultipartUpload');
  });

  for (const broken of effects) {
    // Who waits needs no processor.
    const atOnce = broken.effect.type === 'hang' ? 8 : 4;
    it(broken.name, () =>
      tally.runAll(casesOf(broken), rooms.slice(0, atOnce), (one, room) => runDeltaCase(one, room, delta, tally)),
    );
  }

  it('every code of the store in response to a copy', () =>
    tally.runAll(
      storeCodes.flatMap(([status, , codes, message]) =>
        codes.split(' ').flatMap((code) =>
          [1, 2].map((nth): DeltaCase => {
            const effect = { type: 'status', status, code, ...(message !== undefined && { message }) } as const;
            return {
              name: `copy ${nth}, ${status} ${code}`,
              version: `v${++cases}`,
              policy: 'application',
              faults: [{ kind: 'UploadPartCopy', nth, effect }],
              mustSucceed: true,
              resumes: true,
              isOpaque: cases % 3 === 0,
              // The first one is asked for again with another key where that one has expired, else there is no other.
              maxCopies: nth > 1 || code === 'ExpiredToken' || message !== undefined ? 4 : 1,
            };
          }),
        ),
      ),
      rooms.slice(0, 4),
      (one, room) => runDeltaCase(one, room, delta, tally),
    ));

  function casesOf({ name, effect, passes, sendsMore }: NamedEffect): readonly DeltaCase[] {
    return places.flatMap(({ kind, nth, isCommon, isOptional = false, before = [] }) =>
      (isCommon ? [true, false] : [true]).flatMap((mayCopy) =>
        [1, 2, Infinity].map((times): DeltaCase => {
          const number = ++cases;
          // Whoever may copy nothing, and whoever may copy its own object alone, hears the same.
          const refusing = number % 2 === 0 ? 'none' : 'ownKey';
          const policy: Copying = mayCopy ? 'application' : refusing;
          const fault: Fault = { kind, nth, times, effect };
          const isCopy = kind === 'UploadPartCopy';
          return {
            name: `${kind} ${nth}, ${name} ${times} times, policy ${policy}`,
            version: `v${number}`,
            policy,
            faults: [...before, fault],
            mustSucceed: isOptional || (kind !== 'CreateCosToken' && times <= passes),
            resumes: number % 2 === 0,
            isOpaque: number % 3 === 0,
            options: patienceFor(fault),
            // One that is refused costs one request, one whose key has expired a few.
            ...(!mayCopy && { maxCopies: 4 }),
            ...((sendsMore && !isCopy) || kind === 'HeadObject' ? { sendsMore: sendsMore ?? unverified } : {}),
          };
        }),
      ),
    );
  }
});

/** As short a silence as a busy machine does not keep by itself. */
function patienceFor({ effect, kind, times = 1 }: Fault): TrialOptions {
  const isForTem = kind === 'CreateCosToken';
  if (effect.type === 'truncateAnswer') return isForTem ? { timeoutMs: 300 } : {};
  if (effect.type !== 'hang') return {};
  // A copy has a patience of its own: parts beside it may take their time.
  if (kind === 'UploadPartCopy') return { uploader: { copyPatienceMs: 300 } };
  return { idleTimeoutMs: times === Infinity ? 300 : 600, timeoutMs: isForTem ? 300 : 10_000 };
}
