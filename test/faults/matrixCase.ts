import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../src/sandbox/fault';
import { seededBytes } from '../fixtures/seededBytes';
import { checkFailed, checkStored, checkUploaded, type Expected } from './checkEnding';
import type { Packages, Shape } from './packages';
import type { Room } from './room';
import type { Tally } from './tally';
import { Trial, type TrialOptions } from './trial';

/** One upload under these faults, and what must become of it. */
export interface MatrixCase {
  readonly name: string;
  readonly version: string;
  readonly shape: Shape;
  readonly faults: readonly Fault[];
  readonly hasOld: boolean;
  /** Whether what stopped half-way is resumed in the end, or discarded. */
  readonly resumes: boolean;
  readonly mustSucceed: boolean;
  /** How many parts must be kept where it fails. */
  readonly keeps?: number;
  /** Why more than the file may be sent in all. */
  readonly sendsMore?: string;
  readonly options?: TrialOptions;
  /** Whether the store's ETags are no MD5s. */
  readonly isOpaque?: boolean;
}

const maxPausedMs = 15 * 60_000;
const maxRequests = 250;
const old = seededBytes(23, 5000);

/** Runs a case to its end, checks that, then goes on from it as a person would. */
export async function runCase(one: MatrixCase, room: Room, packages: Packages, tally: Tally): Promise<void> {
  const file = packages.of(one.shape);
  const trial = new Trial(room, file, one.version, one.options);
  const expected: Expected = { file, old: one.hasOld ? old : undefined };
  try {
    if (expected.old) room.putOld(trial.key, expected.old);
    room.putNeighbours(trial.key);
    room.sandbox.conditions.opaqueEtags = one.isOpaque ?? false;
    room.sandbox.conditions.faults = [...one.faults];
    const ending = await trial.upload();
    assert.ok(room.requests.length <= maxRequests, `${room.requests.length} requests`);
    assert.ok(trial.clock.paused <= maxPausedMs, `${Math.round(trial.clock.paused / 1000)} s of pauses`);
    if (!one.sendsMore) checkSent(room, file.bytes.length);
    if ('uploaded' in ending) {
      await checkUploaded(trial, ending, expected);
    } else {
      if (one.mustSucceed) throw ending.error;
      await checkFailed(trial, ending, expected);
      await checkKept(trial, one);
      room.sandbox.conditions.faults = [];
      await goOn(trial, one, expected, tally);
    }
    room.checkNeighbours(trial.key);
  } finally {
    room.clear([trial.key]);
  }
}

async function checkKept(trial: Trial, { keeps }: MatrixCase): Promise<void> {
  if (keeps === undefined) return;
  const point = (await trial.left())?.checkpoint;
  assert.equal(point?.completedParts.length, keeps, 'parts that had arrived are not kept');
  assert.ok(
    trial.room.uploads.some(({ id }) => id === point?.uploadId),
    'the upload is not kept',
  );
}

/** What was taken and answered without a fault is the file at the most; what goes on sends what is missing, see `goOn`. */
function checkSent({ requests }: Room, fileBytes: number): void {
  const sound = requests.filter(
    ({ kind, status, effect }) => (kind === 'UploadPart' || kind === 'PutObject') && status === 200 && !effect,
  );
  const sent = sound.reduce((sum, { received }) => sum + received, 0);
  assert.ok(sent <= fileBytes, `${sent} bytes were sent soundly, of a file of ${fileBytes}`);
}

/** Both ways on from a failure, once nothing is broken any more and the window was reloaded. */
async function goOn(failed: Trial, one: MatrixCase, expected: Expected, tally: Tally): Promise<void> {
  const { room, key, journal } = failed;
  const point = (await failed.left())?.checkpoint;
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
    if (point && isThere) {
      const parts = Math.ceil(expected.file.bytes.length / point.partBytes);
      // Of what arrived unnoticed less goes: the store lists it, where it can be told to be the file's.
      assert.ok(partsSent(room, since) <= parts - point.completedParts.length, 'parts that had arrived went again');
    }
    return;
  }
  if (!point || isThere) throw ending.error;
  tally.remark('not resumable, sent anew');
  assert.equal((ending.error as { failure?: string }).failure, 'notResumable');
  await checkStored(next, await next.upload(), expected);
}

function partsSent({ requests }: Room, since: number): number {
  return requests.filter(({ kind, status, time }) => kind === 'UploadPart' && status === 200 && time >= since).length;
}
