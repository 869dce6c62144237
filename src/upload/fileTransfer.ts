import { setTimeout as sleep } from 'node:timers/promises';
import { cancelled } from '../core/cancelled';
import { AppError } from '../core/errors';
import type { Connection, UploadGrant } from '../core/model';
import type { KnownRates } from '../core/ports/knownRates';
import type { ObjectStore } from '../core/ports/objectStore';
import type { Run } from '../core/ports/run';
import type { Shipment, Shipped, Transfer } from '../core/ports/transfer';
import { orCancelled } from '../core/orCancelled';
import type { ResumePoint } from '../core/ports/uploadJournal';
import { Cleanups } from './cleanups';
import { FileSource } from './fileSource';
import { GrantKeeper, isSamePlace } from './grantKeeper';
import { complaint, isOlder, Job } from './job';
import { Lanes } from './lanes';
import { wholeOf } from './partsUnderway';
import { Readers } from './readers';
import { retry, type Pause } from './retry';
import { Trip } from './trip';

/** What is known of lines to stores; the rest for tests: other pauses, another clock (epoch ms), other connections. */
export type TransferOptions = Partial<Pause> & {
  readonly rates?: KnownRates;
  readonly now?: () => number;
  readonly lanes?: Lanes;
};

const nothingKnown: KnownRates = { of: () => undefined, note: () => Promise.resolve() };

// Whoever is not connected at all should not have to wait for long to hear it.
const mostFirstGrants = 3;

/** Moves one file into one object, in parts or as a whole, and believes nothing but the store's own CRC-64. */
export class FileTransfer implements Transfer {
  private readonly pause: Pause;
  private readonly lanes: Lanes;
  private readonly cleanups: Cleanups;
  private readonly now: () => number;
  private readonly rates: KnownRates;
  private readonly wholeOnly = new Set<string>();
  private readonly readers = new Readers();

  constructor(
    private readonly store: ObjectStore,
    options: TransferOptions = {},
  ) {
    this.pause = {
      sleep: options.sleep ?? ((ms, signal) => sleep(ms, undefined, signal && { signal })),
      random: options.random ?? Math.random,
    };
    this.lanes = options.lanes ?? new Lanes();
    this.cleanups = new Cleanups(this.pause);
    this.now = options.now ?? Date.now;
    this.rates = options.rates ?? nothingKnown;
  }

  /** Throws `AppError`: the file's failures, the store's, `corrupted`; `cancelled` within moments of the abort. */
  async send(shipment: Shipment, run: Run): Promise<Shipped> {
    if (run.signal.aborted) throw cancelled();
    const source = await orCancelled(run.signal, FileSource.open(shipment.path), (late) => late.close());
    const reader = this.readers.take();
    try {
      const grant = await retry(this.pause, run.signal, () => shipment.grant(run.signal), mostFirstGrants);
      await this.cleanups.of(grant, run.signal);
      const keeper = new GrantKeeper(grant, shipment.grant, this.now);
      const { store, pause, lanes } = this;
      const begunAt = shipment.resume?.begunAt ?? Date.now();
      const job = new Job({ store, pause, lanes, reader }, shipment.connection, keeper, source, run, begunAt);
      const { cleanups, rates, wholeOnly } = this;
      return await new Trip({ cleanups, rates, wholeOnly }, shipment, job).go();
    } finally {
      source.close();
      this.readers.giveBack(reader);
    }
  }

  async discard(connection: Connection, grant: UploadGrant, point: ResumePoint, signal: AbortSignal): Promise<void> {
    if (!isSamePlace(grant, point)) throw new AppError('notFound', 'TEM names another place for this package now');
    const ids = point.uploadId ? [point.uploadId] : await this.store.openUploads(connection, grant, signal);
    await Promise.all(ids.map((id) => this.store.abortUpload(connection, grant, id, signal)));
    const wanted = wholeOf(point);
    if (!wanted) return;
    const found = await this.store.head(connection, grant, signal);
    if (found && !complaint(found, wanted) && !isOlder(found, point.begunAt))
      await this.store.remove(connection, grant, signal);
  }

  /** Resolves when nothing of an ended upload is left to be removed; worth awaiting before the process ends. */
  async settled(): Promise<void> {
    await this.cleanups.all();
  }
}
