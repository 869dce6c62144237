import { basename } from 'node:path';
import { systemClock, type Clock } from '../../core/clock';
import type { Reusable } from '../../core/delta/deltaPlan';
import { AppError, cancelledError } from '../../core/errors';
import { noLog, type Log } from '../../core/ports/log';
import type { ObjectStore } from '../../core/ports/objectStore';
import type { ProgressContext } from '../../core/ports/progressContext';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';
import type { DiscardRequest, Uploader, UploadRequest, UploadResult } from '../../core/ports/uploader';
import { raceAbort } from '../../core/raceAbort';
import { retry, transferRetryPolicy } from '../../core/retry';
import { FileSource } from '../../hashing/fileSource';
import { Readers } from '../../hashing/readers';
import { logSession } from '../logSession';
import { compare } from './compareStored';
import { ConnectionLimiter } from './connectionLimiter';
import { DamageWatch } from './damageWatch';
import { EarlyConnections } from './earlyConnections';
import type { ListPartsPermission } from './findStoredParts';
import { GrantProvider, isSamePlace } from './grantProvider';
import { objectOf } from './multipartProgress';
import { minMultipartBytes } from './planParts';
import { RemoteObject } from './remoteObject';
import { UploadCleanup } from './uploadCleanup';
import { noLeftovers, type UploadContext, type UploadStats } from './uploadContext';
import { UploadSession } from './uploadSession';
import { UploadStart } from './uploadStart';

/** The log, and throughput of earlier runs; the others are replaced by tests. */
export type FileUploaderOptions = Partial<Clock> & {
  readonly history?: ThroughputHistory;
  readonly log?: Log;
  readonly limiter?: ConnectionLimiter;
  readonly readers?: Readers;
  readonly copyPatienceMs?: number;
};

const noHistory: ThroughputHistory = { get: () => undefined, record: () => Promise.resolve() };

// A person who is not connected at all should not have to wait for long to hear it.
const maxFirstGrants = 3;
// Whether copies are allowed COS says at once; what it copies, within seconds.
const defaultPatienceMs = 10_000;

/** Uploads files, in parts or by one PUT, and trusts nothing but the CRC-64 that COS reports. */
export class FileUploader implements Uploader {
  private readonly clock: Clock;
  private readonly limiter: ConnectionLimiter;
  private readonly cleanup: UploadCleanup;
  private readonly history: ThroughputHistory;
  private readonly log: Log;
  private readonly singlePutOnly = new Set<string>();
  private readonly listPartsDenied = new Set<string>();
  private readonly readers: Readers;
  private readonly early: EarlyConnections;
  private readonly copyPatienceMs: number;

  constructor(
    private readonly store: ObjectStore,
    { history = noHistory, log = noLog, limiter, readers, copyPatienceMs, ...clock }: FileUploaderOptions = {},
  ) {
    this.clock = { ...systemClock, ...clock };
    this.limiter = limiter ?? new ConnectionLimiter();
    this.readers = readers ?? new Readers();
    this.cleanup = new UploadCleanup(this.clock);
    this.history = history;
    this.copyPatienceMs = copyPatienceMs ?? defaultPatienceMs;
    this.log = log;
    const { singlePutOnly } = this;
    this.early = new EarlyConnections({ store, limiter: this.limiter, history, clock: this.clock, singlePutOnly });
  }

  /** Throws `AppError`: the failures of the file and of COS, `corrupted`; `cancelled` within moments of the abort. */
  upload(request: UploadRequest, progress: ProgressContext): Promise<UploadResult> {
    const stats: UploadStats = { fileBytes: 0, parts: 0, resumedParts: 0, copiedParts: 0, storedBytes: 0 };
    const session = {
      log: this.log,
      kind: 'upload',
      fileName: basename(request.path),
      moved: () => stats.storedBytes,
      details: () => [
        `file of ${stats.fileBytes} bytes`,
        `${stats.parts} parts`,
        `${stats.resumedParts} resumed`,
        ...(stats.copiedParts > 0 ? [`${stats.copiedParts} copied`] : []),
      ],
    } as const;
    return logSession(session, () => this.uploadFile(request, { progress, stats }));
  }

  prepare(): void {
    this.readers.giveBack(this.readers.take());
  }

  async discard(
    { connection, grant, checkpoint, isOnly }: DiscardRequest,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<void> {
    if (!isSamePlace(grant, checkpoint)) {
      throw new AppError('notFound', 'TEM names another place for this package now');
    }
    const { store } = this;
    const hadParts = await raceAbort(signal, this.dropParts({ connection, grant, checkpoint }, signal));
    const expected = objectOf(checkpoint);
    // What still had its parts has become nothing: an object of the same bytes is somebody else's, or a later run's.
    if (hadParts || !expected || !(await raceAbort(signal, isOnly?.() ?? Promise.resolve(false)))) return;
    const found = await raceAbort(signal, store.head({ connection, grant }, { signal }));
    const isOurs = found && compare(found, expected).kind === 'match' && new UploadStart(checkpoint).isBefore(found);
    if (isOurs) await raceAbort(signal, store.remove({ connection, grant }, { signal }));
  }

  /** Resolves when nothing of an ended upload is left to be removed; worth awaiting before the process ends. */
  async settled(): Promise<void> {
    await this.cleanup.settled();
  }

  private async uploadFile(
    request: UploadRequest,
    run: Pick<UploadContext, 'progress' | 'stats'>,
  ): Promise<UploadResult> {
    const { signal } = run.progress;
    if (signal.aborted) throw cancelledError();
    const file = await raceAbort(signal, FileSource.open(request.path), (late) => late.close());
    const ending = new AbortController();
    try {
      if (request.check) await raceAbort(signal, request.check(file.opened));
      const search = request.findDamage?.(file.opened, { signal: ending.signal });
      const damage = new DamageWatch(file, search ?? Promise.resolve({ paths: [], count: 0 }));
      const reusable = this.findReusable(request, file, { signal: ending.signal });
      return await this.uploadOpened(request, { file, damage, reusable, ...run });
    } finally {
      ending.abort();
      file.close();
    }
  }

  private async uploadOpened(
    request: UploadRequest,
    opened: Pick<UploadContext, 'file' | 'damage' | 'reusable' | 'progress' | 'stats'>,
  ): Promise<UploadResult> {
    const { store, clock, limiter, cleanup, history, log, singlePutOnly, copyPatienceMs } = this;
    const { file, stats } = opened;
    const { signal } = opened.progress;
    const { connection, checkpoint, application } = request;
    const reader = this.readers.take();
    try {
      void this.early.open(request, file.bytes, { signal });
      const firstGrant = () => raceAbort(signal, request.grant(signal));
      const grant = await retry(transferRetryPolicy, clock, firstGrant, { signal, maxAttempts: maxFirstGrants, log });
      await cleanup.whenIdle(grant, { signal });
      const grants = new GrantProvider(grant, request.grant, clock.now);
      const onStored = (bytes: number): void => void (stats.storedBytes += bytes);
      const object = new RemoteObject({ store, clock, limiter, log, onStored }, connection, grants);
      stats.fileBytes = file.bytes;
      const start = new UploadStart(checkpoint);
      const context = { ...opened, object, reader, start, leftovers: noLeftovers(), log };
      const permission = this.permissionOf(application);
      const deps = { cleanup, history, limiter, singlePutOnly, permission, copyPatienceMs };
      return await new UploadSession(deps, request, context).run();
    } finally {
      this.readers.giveBack(reader);
      this.early.recordUse();
    }
  }

  /** Finds what can be copied, unless that is of no use: where the upload resumes, or goes by one PUT. */
  private async findReusable(
    { checkpoint, application, findReusable }: UploadRequest,
    { bytes, opened }: FileSource,
    options: { readonly signal: AbortSignal },
  ): Promise<Reusable | undefined> {
    const isInParts = bytes >= minMultipartBytes && !this.singlePutOnly.has(application);
    return checkpoint?.uploadId || !isInParts ? undefined : findReusable?.(opened, options).catch(() => undefined);
  }

  /** Remembers what one refusal says of all uploads of an application. */
  private permissionOf(application: string): ListPartsPermission {
    const { listPartsDenied } = this;
    return { isDenied: listPartsDenied.has(application), deny: () => void listPartsDenied.add(application) };
  }

  /** Aborts the upload of a checkpoint or, where its id was lost, all of the key; resolves with whether there were any. */
  private async dropParts(
    { connection, grant, checkpoint: { uploadId } }: DiscardRequest,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { store } = this;
    const ids = uploadId ? [uploadId] : await store.listUploads({ connection, grant }, { signal });
    const had = await Promise.all(ids.map((id) => store.abortUpload({ connection, grant, uploadId: id }, { signal })));
    return had.includes(true);
  }
}
