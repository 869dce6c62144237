import { failureConsequences } from '../../core/failureConsequences';
import { AppError } from '../../core/errors';
import type { Connection, UploadGrant } from '../../core/model';
import type { Log } from '../../core/ports/log';
import type {
  Content,
  ObjectRequest,
  ObjectStore,
  RequestOptions,
  SendOptions,
  StoredObject,
  StoredSums,
} from '../../core/ports/objectStore';
import { retry, transferRetryPolicy, type RetryClock } from '../../core/retry';
import type { ConnectionLimiter } from './connectionLimiter';
import type { GrantProvider } from './grantProvider';
import { inTime } from './inTime';

/** The collaborators of the requests to one object. */
export interface RemoteObjectDeps {
  readonly store: ObjectStore;
  readonly clock: RetryClock;
  readonly limiter: ConnectionLimiter;
  readonly log: Pick<Log, 'debug'>;
  /** Called with the bytes of each request's content that COS has confirmed. */
  readonly onStored: (bytes: number) => void;
}

/** The limits of repeating: `signal`, or fewer attempts than the policy allows. */
export interface AttemptOptions {
  readonly signal: AbortSignal;
  readonly maxAttempts?: number;
}

/** Makes one attempt at a request. */
export type Attempt<T> = (store: ObjectStore, request: ObjectRequest, options: RequestOptions) => Promise<T>;

/** A request that sends `content`. */
export interface Transfer<T> {
  readonly content: Content;
  /** Makes one attempt. */
  readonly send: (store: ObjectStore, request: ObjectRequest, options: SendOptions) => Promise<StoredSums>;
  /** Turns what COS has stored into the result; throws where it is not what was sent. */
  readonly accept: (sums: StoredSums) => T;
  /** Called when an attempt fails, before it is repeated: resolves where COS has stored the content all the same. */
  readonly recover?: (error: unknown) => Promise<T>;
  readonly onStart: () => void;
  readonly onSent: (bytes: number) => void;
}

/**
 * The object of one upload in COS. This is the one place where requests are repeated, limited and granted: each attempt waits
 * for a connection if it sends content, then gets a valid grant.
 */
export class RemoteObject {
  constructor(
    private readonly deps: RemoteObjectDeps,
    private readonly connection: Connection,
    private readonly grants: GrantProvider,
  ) {}

  /** The present grant, which may have expired. */
  get grant(): UploadGrant {
    return this.grants.current;
  }

  /** Makes a request, and again while it may succeed. */
  request<T>(attempt: Attempt<T>, options: AttemptOptions): Promise<T> {
    const { signal } = options;
    const granted = this.numbered(attempt, signal);
    return this.repeat(() => this.grants.withGrant(signal, granted), options);
  }

  /**
   * Makes a request once, and gives it up as `timedOut` where it takes longer than `patienceMs`. Another grant is requested only
   * where this one has expired.
   */
  requestOnce<T>(
    attempt: Attempt<T>,
    { signal, patienceMs }: Pick<AttemptOptions, 'signal'> & { readonly patienceMs: number },
  ): Promise<T> {
    const { store } = this.deps;
    const { connection } = this;
    const granted = (grant: UploadGrant): Promise<T> =>
      inTime(patienceMs, signal, (inner) => attempt(store, { connection, grant }, { signal: inner, attempt: 1 }));
    return this.grants.withGrant(signal, granted, (failure) => (failure === 'grantExpired' ? 1 : 0));
  }

  /** Makes a request that sends content, on one of the connections that all uploads share, and again while it may succeed. */
  transfer<T>(transfer: Transfer<T>, options: AttemptOptions): Promise<T> {
    const { signal } = options;
    const granted = this.numbered((...attempt) => this.sendOnce(transfer, attempt), signal);
    const limited = () => this.deps.limiter.run(signal, () => this.grants.withGrant(signal, granted));
    return this.repeat(limited, options);
  }

  /** Makes a request with this grant, once: for an object at another place. */
  requestWith<T>(grant: UploadGrant, attempt: Attempt<T>, { signal }: Pick<AttemptOptions, 'signal'>): Promise<T> {
    return this.numbered(attempt, signal)(grant);
  }

  /** Reads what COS reports of the object; `undefined` where there is none. */
  head(options: AttemptOptions): Promise<StoredObject | undefined> {
    const { signal } = options;
    const granted = this.numbered((store, request, asking) => store.head(request, asking), signal);
    const withOtherGrant = async (): Promise<StoredObject | undefined> => {
      const used = this.grants.current;
      try {
        return await this.grants.withGrant(signal, granted);
      } catch (error) {
        // A response to HEAD has no body that could tell an expired grant from a bad request.
        if (!(error instanceof AppError) || error.failure !== 'requestRefused' || signal.aborted) throw error;
        await this.grants.refresh(used, signal);
        return this.grants.withGrant(signal, granted);
      }
    };
    return this.repeat(withOtherGrant, options);
  }

  private repeat<T>(work: () => Promise<T>, { signal, maxAttempts = Infinity }: AttemptOptions): Promise<T> {
    const { clock, log } = this.deps;
    return retry(transferRetryPolicy, clock, work, { signal, maxAttempts, log });
  }

  private async sendOnce<T>(
    { content, send, accept, recover, onStart, onSent }: Transfer<T>,
    [store, request, options]: Parameters<Attempt<T>>,
  ): Promise<T> {
    const { limiter, onStored } = this.deps;
    let before = 0;
    const recordSent = (sent: number): void => {
      limiter.recordSent(sent - before, sent);
      before = sent;
      onSent(sent);
    };
    onStart();
    try {
      const sums = await send(store, request, { ...options, onSent: recordSent });
      limiter.recordStored(content.bytes);
      onStored(content.bytes);
      return accept(sums);
    } catch (error) {
      this.backOffAfter(error);
      if (!recover) throw error;
      return recover(error);
    }
  }

  /** Gives up connections where COS, or the line to it, cannot keep up. */
  private backOffAfter(error: unknown): void {
    if (!(error instanceof AppError) || failureConsequences[error.failure].again !== 'slower') return;
    this.deps.limiter.backOff(error.failure === 'timedOut' || error.failure === 'slowLine');
  }

  private numbered<T>(attempt: Attempt<T>, signal: AbortSignal): (grant: UploadGrant) => Promise<T> {
    let made = 0;
    return (grant) =>
      attempt(this.deps.store, { connection: this.connection, grant }, { signal, attempt: (made += 1) });
  }
}
