import type { CopyBase, Reusable } from '../../../../src/core/delta/deltaPlan';
import { seededBytes } from '../../../fixtures/seededBytes';
import { ordersHome, storeObject } from '../../../fixtures/storeObject';
import { region, type Practice } from '../../cloud/practice';

const MiB = 1024 * 1024;

/** Where the bytes of the base begin in the package that was built anew. */
export const changedBytes = Math.round(1.5 * MiB);

const old = seededBytes(71, 12 * MiB);

/** A package of which all but the first 1.5 MiB stand in the base as well: 13.5 MiB. */
export const rebuilt = Buffer.concat([seededBytes(72, changedBytes), old]);

/** Stores the base, of `bytes`, and tells what of `rebuilt` can be copied from it. */
export function storeBase({ sandbox }: Practice, bytes: Buffer = old): Reusable {
  const { key, etag } = storeObject(sandbox, '20261122120500', 'orders-1.4.1.jar', bytes);
  const base: CopyBase = { bucket: ordersHome.bucket, region, key, etag, bytes: bytes.length };
  return { base, ranges: [{ start: changedBytes, end: rebuilt.length, baseStart: 0 }] };
}

/** The bytes of the base, one of them changed. */
export function otherBase(at: number): Buffer {
  const other = Buffer.from(old);
  other.writeUInt8(other.readUInt8(at) ^ 1, at);
  return other;
}
