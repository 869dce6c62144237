import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, cancelledError, type Failure } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { PackageStore } from '../../core/ports/packageStore';
import type { DownloadResult, DownloadRequest, Place, Downloader } from '../../core/ports/downloader';
import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { HashKernel } from '../../hashing/hashKernel';
import { newHashMemory } from '../../hashing/hashMemory';
import type { RetryClock } from '../../core/retry';
import type { FilePort } from '../../files/filePort';
import { machineDisk, type Disk } from './disk';
import { PartFile } from './partFile';
import { PartNotes } from './partNotes';
import { checkPlace, lookAtPlace, settle } from './place';
import { DownloadSession } from './downloadSession';

/** Where the bytes come from, and the folder for the notes that all windows share. The others for tests only. */
export interface FileDownloaderDeps {
  readonly store: Pick<PackageStore, 'download'>;
  readonly notesFolder: string;
  readonly clock?: Partial<RetryClock>;
  readonly disk?: Disk;
  readonly notesPort?: FilePort;
}

interface UnderWay {
  readonly signal: AbortSignal;
  /** Resolves once nothing of it goes on; never rejects. */
  readonly over: Promise<unknown>;
}

/** After these, what has arrived is worth nothing. */
const worthless: ReadonlySet<Failure> = new Set<Failure>(['changedInStore', 'damagedDownload', 'emptyPackage']);

/** Moves one stored package into one file, and gives it its name only when all of it is there and as the store has it. */
export class FileDownloader implements Downloader {
  private readonly store: FileDownloaderDeps['store'];
  private readonly pause: RetryClock;
  private readonly disk: Disk;
  private readonly notes: PartNotes;
  /** By place. */
  private readonly underWay = new Map<string, UnderWay>();
  /** Takes a while and some memory: not before the first download. */
  private kernel: HashKernel | undefined;

  constructor({ store, notesFolder, clock, disk = machineDisk, notesPort }: FileDownloaderDeps) {
    this.store = store;
    this.pause = {
      sleep: clock?.sleep ?? ((ms, signal) => sleep(ms, undefined, signal && { signal })),
      random: clock?.random ?? Math.random,
    };
    this.disk = disk;
    this.notes = new PartNotes(notesFolder, notesPort);
  }

  lookAt(path: string): Promise<Place> {
    return lookAtPlace(this.disk, path);
  }

  async download(delivery: DownloadRequest, run: ProgressContext<DownloadProgress>): Promise<DownloadResult> {
    // What a drive that does not answer keeps going ends behind the back of whoever cancelled.
    return raceAbort(run.signal, this.settleAndDeliver(delivery, run));
  }

  private async settleAndDeliver(
    delivery: DownloadRequest,
    run: ProgressContext<DownloadProgress>,
  ): Promise<DownloadResult> {
    const { signal } = run;
    const place = await settle(this.disk, delivery.place);
    for (let other = this.underWay.get(place.path); other; other = this.underWay.get(place.path)) {
      if (!other.signal.aborted) throw new AppError('placeTaken', `${place.path} is being downloaded already`);
      await other.over;
    }
    if (signal.aborted) throw cancelledError();
    const work = this.deliver({ ...delivery, place }, run).finally(() => this.underWay.delete(place.path));
    this.underWay.set(place.path, { signal, over: work.catch(() => undefined) });
    return work;
  }

  private async deliver(delivery: DownloadRequest, run: ProgressContext<DownloadProgress>): Promise<DownloadResult> {
    const { of, place } = delivery;
    await checkPlace(this.disk, place);
    const needs = { disk: this.disk, notes: this.notes, kernel: (this.kernel ??= new HashKernel(newHashMemory())) };
    const part = await PartFile.open(needs, place, of, run.signal);
    try {
      const { bytes, crc64 } = await new DownloadSession(
        { store: this.store, pause: this.pause },
        delivery,
        part,
        run,
      ).go();
      if (run.signal.aborted) throw cancelledError();
      run.report({ stage: 'verifying' });
      if (crc64 !== undefined && crc64 !== part.crc64) {
        throw new AppError('damagedDownload', `the store's CRC-64 is ${crc64}, that of what arrived ${part.crc64}`);
      }
      await part.finish(run.signal);
      return { bytes, isVerified: crc64 !== undefined };
    } catch (error) {
      if (error instanceof AppError && worthless.has(error.failure)) await part.discard();
      else await part.keep();
      throw run.signal.aborted ? cancelledError() : error;
    }
  }
}
