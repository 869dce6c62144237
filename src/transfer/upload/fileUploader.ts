import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, cancelledError } from '../../core/errors';
import type { Connection, UploadGrant } from '../../core/model';
import type { ThroughputHistory } from '../../core/ports/throughputHistory';
import { minPartBytes, type ObjectStore } from '../../core/ports/objectStore';
import type { ProgressContext } from '../../core/ports/progressContext';
import type { UploadRequest, UploadResult, Uploader } from '../../core/ports/uploader';
import { raceAbort } from '../../core/raceAbort';
import type { Checkpoint } from '../../core/ports/uploadJournal';
import { UploadCleanup } from './uploadCleanup';
import { FileSource } from '../../hashing/fileSource';
import { GrantProvider, isSamePlace } from './grantProvider';
import { UploadContext } from './uploadContext';
import type { Listing } from './landedParts';
import { ConnectionLimiter } from './connectionLimiter';
import { wholeOf } from './partsUnderway';
import { throughputKey } from './throughputKey';
import { minMultipartBytes } from './planParts';
import { Readers } from '../../hashing/readers';
import { retry, transferRetryPolicy, type RetryClock } from '../../core/retry';
import { UploadSession } from './uploadSession';
import { isSince, judge } from './verdict';

/** What is known of lines to stores; the rest for tests: other pauses, another clock (epoch ms), connections and readers. */
export type FileUploaderOptions = Partial<RetryClock> & {
  readonly rates?: ThroughputHistory;
  readonly now?: () => number;
  readonly lanes?: ConnectionLimiter;
  readonly readers?: Readers;
};

const nothingKnown: ThroughputHistory = { of: () => undefined, note: () => Promise.resolve() };

// Whoever is not connected at all should not have to wait for long to hear it.
const maxFirstGrants = 3;
// Node.js closes a connection that nobody has used for five seconds.
const keptMs = 4000;

/** Moves one file into one object, in parts or as a whole, and believes nothing but the store's own CRC-64. */
export class FileUploader implements Uploader {
  private readonly pause: RetryClock;
  private readonly lanes: ConnectionLimiter;
  private readonly cleanups: UploadCleanup;
  private readonly now: () => number;
  private readonly rates: ThroughputHistory;
  private readonly wholeOnly = new Set<string>();
  private readonly unlisted = new Set<string>();
  private readonly readers: Readers;
  private usedAt = -Infinity;
  /** How many connections were opened ahead of their requests, and when the last of them. */
  private ahead = { at: -Infinity, count: 0 };

  constructor(
    private readonly store: ObjectStore,
    options: FileUploaderOptions = {},
  ) {
    this.pause = {
      sleep: options.sleep ?? ((ms, signal) => sleep(ms, undefined, signal && { signal })),
      random: options.random ?? Math.random,
    };
    this.lanes = options.lanes ?? new ConnectionLimiter();
    this.readers = options.readers ?? new Readers();
    this.cleanups = new UploadCleanup(this.pause);
    this.now = options.now ?? Date.now;
    this.rates = options.rates ?? nothingKnown;
  }

  /** Throws `AppError`: the file's failures, the store's, `corrupted`; `cancelled` within moments of the abort. */
  async upload(shipment: UploadRequest, run: ProgressContext): Promise<UploadResult> {
    if (run.signal.aborted) throw cancelledError();
    const source = await raceAbort(run.signal, FileSource.open(shipment.path), (late) => late.close());
    try {
      if (shipment.check) await raceAbort(run.signal, shipment.check(source.opened));
      return await this.move(source, shipment, run);
    } finally {
      source.close();
    }
  }

  prepare(): void {
    this.readers.giveBack(this.readers.take());
  }

  /** Opens, while the grant is asked for, the connections that the file will need over a line which is known. */
  private async connect(shipment: UploadRequest, bytes: number, signal: AbortSignal): Promise<void> {
    const { connection, likely, application } = shipment;
    const { lanes, store, rates, wholeOnly } = this;
    const known = likely && (lanes.bytesPerSecond ?? rates.of(throughputKey(connection, likely)));
    const now = this.now();
    if (!likely || !known || !lanes.isIdle || now - this.usedAt < keptMs) return;
    lanes.expect(known);
    const isWhole = bytes < minMultipartBytes || wholeOnly.has(application);
    const parts = isWhole ? 1 : Math.ceil(bytes / minPartBytes);
    // Uploads that begin together share them, as they will the lanes.
    const before = now - this.ahead.at < keptMs ? this.ahead.count : 0;
    const count = Math.min(parts, lanes.open - before);
    if (count <= 0) return;
    this.ahead = { at: now, count: before + count };
    await store.connect(connection, likely, count, signal);
  }

  private async move(source: FileSource, shipment: UploadRequest, run: ProgressContext): Promise<UploadResult> {
    const { store, pause, lanes, cleanups, rates, wholeOnly } = this;
    const { signal } = run;
    const reader = this.readers.take();
    try {
      void this.connect(shipment, source.bytes, signal);
      const ask = () => raceAbort(signal, shipment.grant(signal));
      const grant = await retry(transferRetryPolicy, pause, ask, { signal, maxAttempts: maxFirstGrants });
      await cleanups.of(grant, signal);
      const keeper = new GrantProvider(grant, shipment.grant, this.now);
      const { connection, checkpoint: resume } = shipment;
      const job = new UploadContext({ store, pause, limiter: lanes, reader }, connection, keeper, source, run, resume);
      const listing = this.listingOf(shipment.application);
      return await new UploadSession({ cleanups, rates, wholeOnly, listing }, shipment, job).go();
    } finally {
      this.readers.giveBack(reader);
      this.usedAt = this.now();
    }
  }

  /** What one refusal says of an application's parts is remembered. */
  private listingOf(application: string): Listing {
    const { unlisted } = this;
    return { isDenied: unlisted.has(application), deny: () => void unlisted.add(application) };
  }

  async discard(...[connection, grant, point, signal, isOnly]: Parameters<Uploader['discard']>): Promise<void> {
    if (!isSamePlace(grant, point)) throw new AppError('notFound', 'TEM names another place for this package now');
    const { store } = this;
    const hadParts = await raceAbort(signal, dropParts(store, connection, grant, point, signal));
    const wanted = wholeOf(point);
    // What still had its parts has become nothing: an object of the same bytes is somebody else's, or a later try's.
    if (hadParts || !wanted || !(await raceAbort(signal, isOnly?.() ?? Promise.resolve(false)))) return;
    const found = await raceAbort(signal, store.head(connection, grant, signal));
    const isOurs =
      found &&
      judge(found, wanted).kind === 'right' &&
      isSince(found, { at: point.begunAt || undefined, elapsedMs: undefined });
    if (isOurs) await raceAbort(signal, store.remove(connection, grant, signal));
  }

  /** Resolves when nothing of an ended upload is left to be removed; worth awaiting before the process ends. */
  async settled(): Promise<void> {
    await this.cleanups.all();
  }
}

/** Resolves with whether there were any. */
async function dropParts(
  store: ObjectStore,
  connection: Connection,
  grant: UploadGrant,
  { uploadId }: Checkpoint,
  signal: AbortSignal,
): Promise<boolean> {
  const ids = uploadId ? [uploadId] : await store.openUploads(connection, grant, signal);
  const had = await Promise.all(ids.map((id) => store.abortUpload(connection, grant, id, signal)));
  return had.includes(true);
}
