import { AppError, type Failure } from '../core/errors';
import type { Connection, UploadGrant } from '../core/model';
import type { ObjectStore, StoredObject } from '../core/ports/objectStore';
import type { Run } from '../core/ports/run';
import type { FileSource } from './fileSource';
import type { GrantKeeper } from './grantKeeper';
import type { Lanes } from './lanes';
import { PartContent, type ContentNeeds } from './partContent';
import type { PartSource } from './planParts';
import { retry, type Pause } from './retry';

/** What every upload of a `FileTransfer` shares. */
export interface JobNeeds extends Pick<ContentNeeds, 'reader'> {
  readonly store: ObjectStore;
  readonly pause: Pause;
  readonly lanes: Lanes;
}

/** What the store says of an object: the answer to what made it, or to a HEAD where that was lost. */
export type Told = Partial<StoredObject>;

/** What the object must be. `crc64` as unsigned decimal. */
export type Wanted = Pick<Required<StoredObject>, 'bytes' | 'crc64'>;

/** What an upload has in the store, or may have, and would leave there if it ended now. */
export interface Traces {
  /** Multipart uploads that were begun, by their ids, each with a grant that may abort it. */
  readonly begun: Map<string, UploadGrant>;
  /** The store may have begun another one, whose id was lost on the way. */
  hasStray: boolean;
  /** An object of these bytes may be there. */
  object?: Wanted;
  /** What is there was stored by this upload, and is not what it must be. */
  isWrong: boolean;
}

const maybeExpired: ReadonlySet<Failure> = new Set<Failure>(['grantRefused', 'invalid']);

/** One upload while it runs, whatever shape it takes. */
export class Job {
  readonly traces: Traces = { begun: new Map(), hasStray: false, isWrong: false };

  constructor(
    readonly needs: JobNeeds,
    readonly connection: Connection,
    readonly keeper: GrantKeeper,
    readonly source: FileSource,
    readonly run: Run,
    /** When the upload was begun, be it by an earlier process; epoch ms. */
    readonly begunAt: number,
  ) {}

  /** The whole file: its last bytes are kept back unless it has proved unchanged. */
  whole(part: PartSource): PartContent {
    return this.content(part, () => this.source.checkUnchanged());
  }

  /** A part of it. Whoever makes the parts an object checks before that; a change should not be noticed only then. */
  part(part: PartSource): PartContent {
    return this.content(part, () => this.source.checkNowAndThen());
  }

  /** Repeats a request, with a grant that is good, while it may succeed. */
  ask<T>(signal: AbortSignal, work: (grant: UploadGrant) => Promise<T>): Promise<T> {
    return retry(this.needs.pause, signal, () => this.keeper.use(signal, work));
  }

  /** The same on one of the connections that all uploads share: what waits for one takes its grant when it has it. */
  send<T>(signal: AbortSignal, work: (grant: UploadGrant) => Promise<T>): Promise<T> {
    const { pause, lanes } = this.needs;
    return retry(pause, signal, () => lanes.use(signal, () => this.keeper.use(signal, work)));
  }

  /** The object as the store has it now. */
  async head(signal: AbortSignal): Promise<StoredObject | undefined> {
    const { store } = this.needs;
    const asked = this.keeper.latest;
    try {
      return await this.keeper.use(signal, (grant) => store.head(this.connection, grant, signal));
    } catch (error) {
      // An answer to HEAD has no body that could tell an expired key from one that may not ask, or a bad request.
      if (!(error instanceof AppError) || !maybeExpired.has(error.failure) || signal.aborted) throw error;
      const grant = await this.keeper.another(asked, signal);
      return store.head(this.connection, grant, signal);
    }
  }

  /** The object where it is what it must be; `undefined` also where nobody can tell. */
  async settled(wanted: Wanted, signal: AbortSignal): Promise<StoredObject | undefined> {
    const found = await this.head(signal).catch(() => undefined);
    return found && !complaint(found, wanted) ? found : undefined;
  }

  private content(part: PartSource, check: () => Promise<void>): PartContent {
    return new PartContent({ source: this.source, reader: this.needs.reader, check }, part);
  }
}

/** Whether an object was there before an upload that began at `begunAt` (epoch ms of this machine). */
export function isOlder({ storedAt, toldAt }: StoredObject, begunAt: number): boolean {
  if (storedAt === undefined || toldAt === undefined) return false;
  // The store tells whole seconds, and the object takes a moment to be told of.
  return toldAt - storedAt > Date.now() - begunAt + 2000;
}

/** What is wrong with what the store says; `undefined` when nothing is. */
export function complaint(told: Told, wanted: Wanted): string | undefined {
  if (told.bytes !== undefined && told.bytes !== wanted.bytes) {
    return `the store has ${told.bytes} bytes, the file ${wanted.bytes}`;
  }
  if (told.crc64 === undefined) return 'the store gave no CRC-64 to compare';
  if (told.crc64 !== wanted.crc64) return `the store's CRC-64 is ${told.crc64}, the file's ${wanted.crc64}`;
  return undefined;
}
