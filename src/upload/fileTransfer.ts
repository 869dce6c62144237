import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../core/errors';
import type { Connection, UploadGrant } from '../core/model';
import type { ObjectStore, Run, StoredObject, Transfer } from '../core/ports';
import { Cleanups } from './cleanups';
import { FileSource } from './fileSource';
import { planParts } from './planParts';
import { cancelled, mayPass, retry, type Pause } from './retry';
import { SpanContent } from './spanContent';

/** `tries` counts the PUTs of one upload, the first included. */
export type TransferOptions = Partial<Pause> & { readonly tries?: number };

/** What the store says of the object: the answer to the PUT, or to a HEAD where that was lost or tells no CRC-64. */
type Told = Partial<StoredObject>;

interface Job {
  readonly connection: Connection;
  readonly grant: UploadGrant;
  readonly content: SpanContent;
  readonly run: Run;
}

/** Moves one file into one object by a single PUT, and believes nothing but the store's own CRC-64. */
export class FileTransfer implements Transfer {
  private readonly pause: Pause;
  private readonly tries: number;
  private readonly cleanups: Cleanups;

  constructor(
    private readonly store: ObjectStore,
    options: TransferOptions = {},
  ) {
    this.pause = {
      sleep: options.sleep ?? ((ms, signal) => sleep(ms, undefined, signal && { signal })),
      random: options.random ?? Math.random,
    };
    this.tries = options.tries ?? 3;
    this.cleanups = new Cleanups(store, this.pause);
  }

  /** Throws `AppError`: the file's failures, the store's, `corrupted`; `cancelled` within moments of the abort. */
  async send(
    connection: Connection,
    grant: UploadGrant,
    path: string,
    run: Run,
  ): Promise<{ readonly bytes: number; readonly crc64: string }> {
    if (run.signal.aborted) throw cancelled();
    await this.cleanups.of(grant, run.signal);
    const source = await FileSource.open(path);
    try {
      const [whole] = planParts(source.bytes);
      const job: Job = { connection, grant, content: new SpanContent(source, whole), run };
      return await this.deliver(job);
    } finally {
      source.close();
    }
  }

  /** Resolves when nothing of a cancelled upload is left to be removed; worth awaiting before the process ends. */
  async settled(): Promise<void> {
    await this.cleanups.all();
  }

  private async deliver(job: Job): Promise<{ readonly bytes: number; readonly crc64: string }> {
    const { content, run } = job;
    try {
      const told = await retry(this.pause, this.tries, run.signal, () => this.put(job));
      await this.verify(job, told);
      return { bytes: content.bytes, crc64: content.crc64 ?? '' };
    } catch (error) {
      if (!run.signal.aborted) throw error;
      await this.cleanups.start(job);
      throw cancelled();
    }
  }

  private async put(job: Job): Promise<Told> {
    const { connection, grant, content, run } = job;
    const total = content.bytes;
    const report = (sent: number): void => run.report({ stage: 'sending', sent: Math.min(sent, total), total });
    report(0);
    try {
      return await this.store.put(connection, grant, content, report, run.signal);
    } catch (error) {
      // The answer may be all that was lost: then the object is there, and sending it again would be wasted.
      if (!mayPass(error) || content.crc64 === undefined || run.signal.aborted) throw error;
      run.report({ stage: 'verifying' });
      const found = await this.store.head(connection, grant, run.signal).catch(() => undefined);
      if (!found || complaint(found, content)) throw error;
      return found;
    }
  }

  private async verify({ connection, grant, content, run }: Job, told: Told): Promise<void> {
    run.report({ stage: 'verifying' });
    try {
      const wrong = complaint(told.crc64 === undefined ? await this.ask(connection, grant, run) : told, content);
      if (wrong) throw new AppError('corrupted', wrong);
    } catch (error) {
      if (!run.signal.aborted) {
        await this.store.remove(connection, grant, run.signal).catch(() => undefined);
      }
      throw error;
    }
  }

  private async ask(connection: Connection, grant: UploadGrant, run: Run): Promise<StoredObject> {
    const head = () => this.store.head(connection, grant, run.signal);
    const found = await retry(this.pause, this.tries, run.signal, head);
    if (!found) throw new AppError('corrupted', 'the store took the package but does not have it');
    return found;
  }
}

function complaint(found: Told, content: Pick<SpanContent, 'bytes' | 'crc64'>): string | undefined {
  if (found.bytes !== undefined && found.bytes !== content.bytes) {
    return `the store has ${found.bytes} bytes, the file ${content.bytes}`;
  }
  if (found.crc64 === undefined) return 'the store gave no CRC-64 to compare';
  if (found.crc64 !== content.crc64) return `the store's CRC-64 is ${found.crc64}, the file's ${content.crc64}`;
  return undefined;
}
