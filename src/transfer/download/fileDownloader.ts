import { basename } from 'node:path';
import { systemClock } from '../../core/clock';
import { AppError, cancelledError, type Failure } from '../../core/errors';
import type { Downloader, DownloadRequest, DownloadResult, DownloadTarget } from '../../core/ports/downloader';
import { noLog, type Log } from '../../core/ports/log';
import type { PackageStore } from '../../core/ports/packageStore';
import type { DownloadProgress, ProgressContext } from '../../core/ports/progressContext';
import { raceAbort } from '../../core/raceAbort';
import type { RetryClock } from '../../core/retry';
import type { FilePort } from '../../files/filePort';
import { HashKernel } from '../../hashing/hashKernel';
import { newHashMemory } from '../../hashing/hashMemory';
import { logSession } from '../logSession';
import { machineDisk, type Disk } from './disk';
import { DownloadSession } from './downloadSession';
import { PartFile } from './partFile';
import { PartNotes } from './partNotes';
import { checkPlace, lookAtPlace, settle } from './downloadTarget';

/** The source of the bytes, the log, and the folder for notes that all windows share. The others are replaced by tests. */
export interface FileDownloaderDeps {
  readonly store: Pick<PackageStore, 'download'>;
  readonly notesFolder: string;
  readonly log?: Log;
  readonly clock?: Partial<RetryClock>;
  readonly disk?: Disk;
  readonly notesPort?: FilePort;
}

interface RunningDownload {
  readonly signal: AbortSignal;
  /** Resolves once nothing of it runs; never rejects. */
  readonly ended: Promise<unknown>;
}

/** Failures after which the downloaded bytes are of no use. */
const worthlessAfter: ReadonlySet<Failure> = new Set<Failure>(['changedInStore', 'damagedDownload', 'emptyPackage']);

/** Downloads stored packages to files, each named only once it is complete and verified. */
export class FileDownloader implements Downloader {
  private readonly store: FileDownloaderDeps['store'];
  private readonly clock: RetryClock;
  private readonly log: Log;
  private readonly disk: Disk;
  private readonly notes: PartNotes;
  /** By path. */
  private readonly running = new Map<string, RunningDownload>();
  /** Takes a while and some memory: not before the first download. */
  private kernel: HashKernel | undefined;

  constructor({ store, notesFolder, log = noLog, clock, disk = machineDisk, notesPort }: FileDownloaderDeps) {
    this.store = store;
    this.clock = { ...systemClock, ...clock };
    this.log = log;
    this.disk = disk;
    this.notes = new PartNotes(notesFolder, notesPort);
  }

  lookAt(path: string): Promise<DownloadTarget> {
    return lookAtPlace(this.disk, path);
  }

  async download(request: DownloadRequest, context: ProgressContext<DownloadProgress>): Promise<DownloadResult> {
    // Work that hangs on a drive that does not respond ends after the person who cancelled has been told.
    return raceAbort(context.signal, this.downloadAlone(request, context));
  }

  private async downloadAlone(
    request: DownloadRequest,
    context: ProgressContext<DownloadProgress>,
  ): Promise<DownloadResult> {
    const { signal } = context;
    const place = await settle(this.disk, request.place);
    for (let other = this.running.get(place.path); other; other = this.running.get(place.path)) {
      if (!other.signal.aborted) throw new AppError('placeTaken', `${place.path} is being downloaded already`);
      await other.ended;
    }
    if (signal.aborted) throw cancelledError();
    const work = this.logged({ ...request, place }, context).finally(() => this.running.delete(place.path));
    this.running.set(place.path, { signal, ended: work.catch(() => undefined) });
    return work;
  }

  private logged(request: DownloadRequest, context: ProgressContext<DownloadProgress>): Promise<DownloadResult> {
    let first: number | undefined;
    let [received, total] = [0, 0];
    const counting: ProgressContext<DownloadProgress> = {
      signal: context.signal,
      report(progress) {
        if (progress.stage === 'receiving') {
          first ??= progress.received;
          ({ received, total } = progress);
        }
        context.report(progress);
      },
    };
    const session = {
      log: this.log,
      kind: 'download',
      fileName: basename(request.place.path),
      moved: () => Math.max(0, received - (first ?? 0)),
      details: () => [`file of ${total} bytes`, `${first ?? 0} bytes resumed`],
    } as const;
    return logSession(session, () => this.downloadFile(request, counting));
  }

  private async downloadFile(
    request: DownloadRequest,
    context: ProgressContext<DownloadProgress>,
  ): Promise<DownloadResult> {
    const { store, clock, log, disk, notes } = this;
    const { of, place } = request;
    const { signal } = context;
    await checkPlace(disk, place);
    const kernel = (this.kernel ??= new HashKernel(newHashMemory()));
    const part = await PartFile.open({ disk, notes, kernel }, { place, of }, { signal });
    try {
      const { bytes, crc64 } = await new DownloadSession({ store, clock, log }, request, part, context).run();
      if (signal.aborted) throw cancelledError();
      context.report({ stage: 'verifying' });
      if (crc64 !== undefined && crc64 !== part.crc64) {
        const detail = `COS returned CRC-64 ${crc64}, the CRC-64 of what has arrived is ${part.crc64}`;
        throw new AppError('damagedDownload', detail);
      }
      await part.finish({ signal });
      return { bytes, isVerified: crc64 !== undefined };
    } catch (error) {
      if (error instanceof AppError && worthlessAfter.has(error.failure)) await part.discard();
      else await part.keep();
      throw signal.aborted ? cancelledError() : error;
    }
  }
}
