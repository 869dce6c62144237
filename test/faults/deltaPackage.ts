import { createHash } from 'node:crypto';
import type { CopyBase, EqualRange, Reusable } from '../../src/core/delta/deltaPlan';
import { Crc64 } from '../../src/sandbox/cos/crc64';
import { StoredObject } from '../../src/sandbox/cos/store';
import { bootJar } from '../fixtures/bootJar';
import { seededBytes } from '../fixtures/seededBytes';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';
import { region } from '../unit/cloud/practice';
import type { PackageOnDisk } from './packages';
import type { Room } from './room';

const MiB = 1024 * 1024;

/** What of the file is in the base as well: [start, end). Two runs, of which the first is copied in two parts. */
const runs = [
  [1.06 * MiB, 4.22 * MiB],
  [5.3 * MiB, 6.9 * MiB],
].map(([start = 0, end = 0]) => ({ start: Math.round(start), end: Math.round(end) }));
// Where the base begins with something else, so that nothing stands at the same place in both.
const shift = 4321;

/** Where the base has other bytes than was claimed: nowhere, in the first copy, in one beside it, or in each. */
export type Spoilt = 'nowhere' | 'first' | 'second' | 'last' | 'everywhere';
const spots: Readonly<Record<Spoilt, readonly number[]>> = {
  nowhere: [],
  first: [1.1 * MiB],
  second: [4.1 * MiB],
  last: [6 * MiB],
  everywhere: [1.1 * MiB, 4.1 * MiB, 6 * MiB],
};

/** The base as it is put into a room. */
export interface BaseOptions {
  readonly spoilt?: Spoilt;
  /** False for an object so old that COS has no CRC-64 of it. */
  readonly hasCrc64?: boolean;
}

/** A package of which the store has the most, and the package that has it. */
export class DeltaPackage {
  private readonly bases = new Map<Spoilt, StoredObject>();

  private constructor(
    private readonly files: TemporaryFiles,
    readonly file: PackageOnDisk,
    readonly folder: string,
  ) {}

  static async make(): Promise<DeltaPackage> {
    const files = await TemporaryFiles.create();
    const about = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders' };
    const bytes = await bootJar({ ...about, bytes: 7 * MiB, seed: 24 });
    return new DeltaPackage(files, { bytes, path: await files.write(bytes, 'orders.jar') }, files.folder);
  }

  /** The key that the base has in this room. */
  keyIn(room: Room): string {
    return room.keyOf('v0', 'orders-1.4.1.jar');
  }

  /** Puts the base into a room and returns what is claimed of it. */
  put(room: Room, { spoilt = 'nowhere', hasCrc64 = true }: BaseOptions = {}): Reusable {
    const { chunks, size, etag, crc64 } = this.baseOf(spoilt);
    const key = this.keyIn(room);
    room.sandbox.store.put(
      new StoredObject(room.bucket, key, chunks, size, etag, hasCrc64 ? crc64 : '', 'x/y', Date.now() - 86_400_000),
    );
    const base: CopyBase = { bucket: room.bucket, region, key, etag, bytes: size };
    const ranges = runs.map(({ start, end }): EqualRange => ({ start, end, baseStart: start + shift }));
    return { base, ranges };
  }

  remove(): Promise<void> {
    return this.files.remove();
  }

  private baseOf(spoilt: Spoilt): StoredObject {
    const known = this.bases.get(spoilt);
    if (known) return known;
    const other = seededBytes(25, this.file.bytes.length);
    for (const { start, end } of runs) this.file.bytes.copy(other, start, start, end);
    for (const at of spots[spoilt]) other.writeUInt8(other.readUInt8(Math.round(at)) ^ 1, Math.round(at));
    const bytes = Buffer.concat([seededBytes(26, shift), other]);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    const crc64 = String(new Crc64().update(bytes).digest());
    const base = new StoredObject('', '', [bytes], bytes.length, etag, crc64, 'x/y', 0);
    this.bases.set(spoilt, base);
    return base;
  }
}
