import assert from 'node:assert/strict';
import { AppError } from '../../src/core/errors';
import type { Effect } from '../../src/sandbox/fault';
import type { PackageOnDisk } from './packages';
import type { Ending, Trial } from './trial';

/** What was there before and what was to come. */
export interface Expected {
  readonly file: PackageOnDisk;
  readonly old: Buffer | undefined;
}

// A request that suffers one of these is still understood, and so is its answer.
const harmless: readonly Effect['type'][] = ['wrongEtag', 'wrongCrc', 'lacks'];

/** Checks a success: exactly the file's bytes under its key, the record of it, and nothing else left. */
export async function checkUploaded(trial: Trial, ending: Ending, expected: Expected): Promise<void> {
  await checkStored(trial, ending, expected);
  await checkOrphans(trial);
}

/** Checks a success but for what others may have left. */
export async function checkStored(trial: Trial, ending: Ending, { file }: Expected): Promise<void> {
  if (!('uploaded' in ending)) throw ending.error;
  const { key, bytes, crc64, bucket } = ending.uploaded;
  const object = trial.room.sandbox.store.get(bucket, key);
  assert.ok(object?.bytes.equals(file.bytes), 'success, but the store does not have the bytes of the file');
  assert.deepEqual({ bytes, crc64 }, { bytes: file.bytes.length, crc64: object?.crc64 });
  assert.deepEqual(trial.records.at(-1), ending.uploaded);
  assert.equal(await trial.left(), undefined, 'success, but the journal still holds the upload');
}

/** Checks a failure that is final: a typed error, no object or the old one, no orphan. */
export async function checkFailed(trial: Trial, ending: Ending, expected: Expected): Promise<void> {
  assert.ok('error' in ending);
  const { error } = ending;
  if (!(error instanceof AppError)) throw error;
  assert.notEqual(error.failure, 'cancelled', 'nobody stopped it');
  if (error.failure === 'unverified') {
    assert.ok(trial.room.stored(trial.key)?.equals(expected.file.bytes), 'nobody could tell, and it was removed');
  } else checkObject(trial, expected);
  await checkOrphans(trial);
}

function checkObject(trial: Trial, { file, old }: Expected): void {
  const stored = trial.room.stored(trial.key);
  const taken = trial.room.timesStored(trial.key);
  if (!stored) return assert.ok(!old || taken > 0, 'the old object was removed, and nothing had taken its place');
  if (old && taken === 0) return assert.ok(stored.equals(old));
  // Only a store that could be asked nothing may keep it, and never a torn one.
  assert.ok(outOfReach(trial, 'HeadObject', 'DeleteObject'), 'failure, but an object is in the store');
  if (!damages(trial)) assert.ok(stored.equals(file.bytes), 'a torn object is in the store');
}

/** No multipart upload may be open that neither the journal knows nor an unreachable store kept. */
export async function checkOrphans(trial: Trial): Promise<void> {
  const known = (await trial.left())?.checkpoint.uploadId;
  const orphans = trial.room.uploads.filter(({ id }) => id !== known);
  if (orphans.length === 0) return;
  assert.ok(outOfReach(trial, 'AbortMultipartUpload', 'ListMultipartUploads'), `${orphans.length} orphaned upload(s)`);
}

/** Whether requests of one of these kinds were made, and each of that kind suffered a fault. */
function outOfReach(trial: Trial, ...kinds: readonly string[]): boolean {
  return kinds.some((kind) => {
    const made = trial.room.requests.filter((request) => request.kind === kind);
    return made.length > 0 && made.every(({ effect }) => effect && !harmless.includes(effect));
  });
}

function damages(trial: Trial): boolean {
  return trial.room.requests.some(({ effect, kind }) => effect === 'corruptBody' && kind === 'PutObject');
}
