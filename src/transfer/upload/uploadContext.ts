import { AppError, isRefusalForGood } from '../../core/errors';
import type { Connection, UploadGrant } from '../../core/model';
import type { ObjectStore, StoredObject } from '../../core/ports/objectStore';
import type { ProgressContext } from '../../core/ports/progressContext';
import type { FileSource } from '../../hashing/fileSource';
import type { GrantProvider } from './grantProvider';
import type { ConnectionLimiter } from './connectionLimiter';
import { PartContent, type ContentDeps } from './partContent';
import type { PartSource } from './planParts';
import { retry, transferRetryPolicy, type RetryClock } from '../../core/retry';
import { judge, type Beginning, type Reported, type Expected } from './verdict';

/** What every upload of a `FileUploader` shares. */
export interface UploadContextDeps extends Pick<ContentDeps, 'reader'> {
  readonly store: ObjectStore;
  readonly pause: RetryClock;
  readonly limiter: ConnectionLimiter;
}

/** What an upload has in the store, or may have, and would leave there if it ended now. */
export interface Leftovers {
  /** Multipart uploads that were begun, by their ids, each with a grant that may abort it. */
  readonly begun: Map<string, UploadGrant>;
  /** The store may have begun another one, whose id was lost on the way. */
  hasStray: boolean;
  /** An object of these bytes may be there. */
  object: Expected | undefined;
  /** What this upload stored, as the store told it, that is not what it must be. */
  wrong: Reported | undefined;
}

/** One upload while it runs, whatever shape it takes. */
export class UploadContext {
  readonly leftovers: Leftovers = { begun: new Map(), hasStray: false, object: undefined, wrong: undefined };
  private readonly since = performance.now();

  /** `begunAt`: when an earlier process began the upload, epoch ms by the store's own clock, 0 where nobody knows. */
  constructor(
    readonly needs: UploadContextDeps,
    readonly connection: Connection,
    readonly grants: GrantProvider,
    readonly source: FileSource,
    readonly run: ProgressContext,
    private readonly earlier?: { readonly begunAt: number },
  ) {
    this.begunAt = earlier?.begunAt ?? 0;
  }

  /** Epoch ms by the store's own clock; 0 until the store has told. */
  begunAt: number;

  /** When this upload was begun, be it by an earlier process. */
  get beginning(): Beginning {
    const elapsedMs = this.earlier ? undefined : performance.now() - this.since;
    return { at: this.begunAt || undefined, elapsedMs };
  }

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
    return retry(transferRetryPolicy, this.needs.pause, () => this.grants.withGrant(signal, work), { signal });
  }

  /** The same on one of the connections that all uploads share: what waits for one takes its grant when it has it. */
  send<T>(signal: AbortSignal, work: (grant: UploadGrant) => Promise<T>): Promise<T> {
    const { pause, limiter: lanes } = this.needs;
    const attempt = () => lanes.run(signal, () => this.grants.withGrant(signal, work));
    return retry(transferRetryPolicy, pause, attempt, { signal });
  }

  /** The object as the store has it now. */
  async head(signal: AbortSignal): Promise<StoredObject | undefined> {
    const { store } = this.needs;
    const asked = this.grants.current;
    const look = () => this.grants.withGrant(signal, (grant) => store.head(this.connection, grant, signal));
    try {
      return await look();
    } catch (error) {
      // An answer to HEAD has no body that could tell an expired key from a bad request.
      if (!(error instanceof AppError) || error.failure !== 'requestRefused' || signal.aborted) throw error;
      await this.grants.refresh(asked, signal);
      return look();
    }
  }

  /** The same, of what the store has confirmed: throws `unverified` where the store will not tell of it. */
  look(signal: AbortSignal): Promise<StoredObject | undefined> {
    return this.head(signal).catch((error: unknown) => {
      if (!isRefusalForGood(error)) throw error;
      throw new AppError('unverified', error.detail, error.requestId, { cause: error });
    });
  }

  /** The object where it is what it must be; `undefined` also where nobody can tell. */
  async settled(wanted: Expected, signal: AbortSignal): Promise<StoredObject | undefined> {
    const found = await this.head(signal).catch(() => undefined);
    return found && judge(found, wanted).kind === 'right' ? found : undefined;
  }

  private content(part: PartSource, check: () => Promise<void>): PartContent {
    return new PartContent({ source: this.source, reader: this.needs.reader, check }, part);
  }
}
