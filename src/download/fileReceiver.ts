import { setTimeout as sleep } from 'node:timers/promises';
import { cancelled } from '../core/cancelled';
import { AppError, type Failure } from '../core/errors';
import type { PackageStore } from '../core/ports/packageStore';
import type { Delivered, Delivery, Receiver } from '../core/ports/receiver';
import type { DownloadProgress, Run } from '../core/ports/run';
import { HashKernel } from '../upload/hashKernel';
import { newHashMemory } from '../upload/hashMemory';
import type { Pause } from '../upload/retry';
import { PartFile } from './partFile';
import { Reception } from './reception';

/** After these, what has arrived is worth nothing. */
const worthless: ReadonlySet<Failure> = new Set<Failure>(['changedInStore', 'damagedDownload', 'emptyPackage']);

/** Moves one stored package into one file, and gives it its name only when all of it is there and as the store has it. */
export class FileReceiver implements Receiver {
  private readonly pause: Pause;
  private readonly underWay = new Set<string>();
  /** Takes a while and some memory: not before the first download. */
  private kernel: HashKernel | undefined;

  /** `pause` for tests only. */
  constructor(
    private readonly store: Pick<PackageStore, 'download'>,
    pause: Partial<Pause> = {},
  ) {
    this.pause = {
      sleep: pause.sleep ?? ((ms, signal) => sleep(ms, undefined, signal && { signal })),
      random: pause.random ?? Math.random,
    };
  }

  async receive(delivery: Delivery, run: Run<DownloadProgress>): Promise<Delivered> {
    const { of, path } = delivery;
    if (run.signal.aborted) throw cancelled();
    if (this.underWay.has(path)) throw new AppError('unwritable', `${path} is being downloaded already`);
    this.underWay.add(path);
    try {
      const part = await PartFile.open(path, of, (this.kernel ??= new HashKernel(newHashMemory())));
      return await this.fill(part, delivery, run);
    } finally {
      this.underWay.delete(path);
    }
  }

  private async fill(part: PartFile, delivery: Delivery, run: Run<DownloadProgress>): Promise<Delivered> {
    try {
      const { bytes, crc64 } = await new Reception({ store: this.store, pause: this.pause }, delivery, part, run).go();
      run.report({ stage: 'verifying' });
      if (crc64 !== undefined && crc64 !== part.crc64) {
        throw new AppError('damagedDownload', `the store's CRC-64 is ${crc64}, that of what arrived ${part.crc64}`);
      }
      await part.finish();
      return { bytes, isVerified: crc64 !== undefined };
    } catch (error) {
      if (error instanceof AppError && worthless.has(error.failure)) await part.discard();
      else await part.keep();
      throw run.signal.aborted ? cancelled() : error;
    }
  }
}
