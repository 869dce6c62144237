import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Conditions, Copying } from '../../src/sandbox/conditions';
import { Readers } from '../../src/hashing/readers';
import type { Fault } from '../../src/sandbox/fault';
import { checkFailed, checkStored, checkUploaded, type Expected } from './checkEnding';
import type { BaseOptions, DeltaPackage } from './deltaPackage';
import type { Room } from './room';
import type { Tally } from './tally';
import { Trial, type TrialOptions } from './trial';

/** One upload that copies under these faults, and what must become of it. */
export interface DeltaCase extends BaseOptions {
  readonly name: string;
  readonly version: string;
  readonly policy: Copying;
  readonly faults: readonly Fault[];
  readonly mustSucceed: boolean;
  /** Whether what stopped half-way is resumed in the end, or discarded. */
  readonly resumes: boolean;
  readonly isOpaque: boolean;
  /** Why more than the file may be sent in all. */
  readonly sendsMore?: string;
  /** The most copies that may be asked for. */
  readonly maxCopies?: number;
  readonly options?: TrialOptions;
  /** How long copies take, and what is heard meanwhile. */
  readonly copying?: Partial<Pick<Conditions, 'copyMs' | 'copySpaces'>>;
  /** Does something to the room as the upload's `nth` request arrives. */
  readonly meanwhile?: { readonly nth: number; readonly act: (room: Room) => void };
}

// Of a hundred uploads one after the other each would start a thread of its own.
const readersOf = new WeakMap<Room, Readers>();
const maxPausedMs = 15 * 60_000;
const maxRequests = 250;

/** Runs a case to its end, checks that, then goes on from it as a person would. */
export async function runDeltaCase(one: DeltaCase, room: Room, delta: DeltaPackage, tally: Tally): Promise<void> {
  const { file } = delta;
  const { conditions, requests } = room.sandbox;
  const reusable = delta.put(room, one);
  const readers = readersOf.get(room) ?? new Readers();
  readersOf.set(room, readers);
  // What looks for damage is not what is tried here.
  const common = { uploader: { readers, ...one.options?.uploader }, acceptsDamage: true };
  const trial = new Trial(room, file, one.version, { ...one.options, ...common, reusable });
  const expected: Expected = { file, old: undefined };
  let isOver = false;
  try {
    room.putNeighbours(trial.key);
    conditions.opaqueEtags = one.isOpaque;
    conditions.policy.copying = one.policy;
    Object.assign(conditions, one.copying);
    conditions.faults = [...one.faults];
    void atArrival(one, room, () => isOver);
    const ending = await trial.upload();
    isOver = true;
    assert.ok(requests.all.length <= maxRequests, `${requests.all.length} requests`);
    assert.ok(trial.clock.paused <= maxPausedMs, `${Math.round(trial.clock.paused / 1000)} s of pauses`);
    const copies = requests.of('UploadPartCopy').length;
    assert.ok(copies <= (one.maxCopies ?? Infinity), `${copies} copies were asked for`);
    if (!one.sendsMore) checkSent(room, file.bytes.length);
    if ('uploaded' in ending) {
      await checkUploaded(trial, ending, expected);
      tally.remark(remarkOn(ending.uploaded.copiedBytes, copies));
    } else {
      if (one.mustSucceed) throw ending.error;
      await checkFailed(trial, ending, expected);
      conditions.faults = [];
      await goOn(
        trial,
        new Trial(room, file, one.version, { ...common, journal: trial.journal }),
        one,
        expected,
        tally,
      );
    }
    room.checkNeighbours(trial.key);
  } finally {
    isOver = true;
    room.clear([trial.key, reusable.base.key]);
  }
}

function remarkOn(copiedBytes: number | undefined, copies: number): string {
  if (copies === 0) return 'uploaded without asking for a copy';
  return copiedBytes ? 'uploaded with copies' : 'uploaded, everything sent after all';
}

async function atArrival({ meanwhile }: DeltaCase, room: Room, isOver: () => boolean): Promise<void> {
  if (!meanwhile) return;
  for (let nth = 0; nth < meanwhile.nth; nth++) await room.sandbox.requests.arrival().catch(() => undefined);
  if (!isOver()) meanwhile.act(room);
}

/** What was taken and answered without a fault is the file at the most. */
function checkSent({ requests }: Room, fileBytes: number): void {
  const sound = requests.filter(
    ({ kind, status, effect }) => (kind === 'UploadPart' || kind === 'PutObject') && status === 200 && !effect,
  );
  const sent = sound.reduce((sum, { received }) => sum + received, 0);
  assert.ok(sent <= fileBytes, `${sent} bytes were sent soundly, of a file of ${fileBytes}`);
}

/** Both ways on from a failure, once nothing is broken any more and the window was reloaded. */
async function goOn(failed: Trial, next: Trial, one: DeltaCase, expected: Expected, tally: Tally): Promise<void> {
  const { room, key } = failed;
  const point = (await failed.left())?.checkpoint;
  if (point && !one.resumes) {
    tally.remark('discarded');
    await next.discard();
    assert.equal(await next.left(), undefined);
    assert.ok(!room.uploads.some(({ id }) => id === point.uploadId), 'discarded, but its parts are still there');
    return assert.equal(room.stored(key), undefined, 'discarded, but its object is still there');
  }
  tally.remark(point ? 'resumed' : 'sent anew');
  const isThere = point && room.uploads.some(({ id }) => id === point.uploadId);
  // What the failed try had on its way may still be ending.
  await wait(2);
  const since = Date.now();
  const ending = await next.upload();
  if (!('uploaded' in ending)) {
    if (!point || isThere) throw ending.error;
    tally.remark('not resumable, sent anew');
    assert.equal((ending.error as { failure?: string }).failure, 'notResumable');
    return checkStored(next, await next.upload(), expected);
  }
  await checkStored(next, ending, expected);
  if (!point || !isThere || one.sendsMore) return;
  const made = room.requests.filter(({ kind, time }) => kind.startsWith('UploadPart') && time >= since).length;
  const parts = point.delta?.parts.length ?? Math.ceil(expected.file.bytes.length / point.partBytes);
  // A copy that fails is sent besides.
  assert.ok(made <= 2 * parts - 2 * point.completedParts.length, 'parts that had arrived went again');
}
