import { setMaxListeners } from 'node:events';
import { cancelledError } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import { isSamePlace } from './grantProvider';
import type { UploadContext, Leftovers } from './uploadContext';
import type { RetryClock } from '../../core/retry';
import { isSameStored, isSince, type Reported, type Expected } from './verdict';

// A server that has the whole body may still store it after the connection has gone.
const looksAfterMs = [0, 300, 1000, 3000];

/** How an upload's traces are removed. */
export interface Cleaning {
  /** The multipart upload that is to stay. */
  readonly kept?: string;
  /** Whether what lies under the key can only be this upload's; where that is not known, it is not. */
  readonly isAlone: () => Promise<boolean>;
  /** Told once, when nothing more will be tried: whether all is gone. */
  readonly onEnd: (isGone: boolean) => Promise<void>;
}

/** Removes what uploads that ended early left in the store; the next upload to the same key waits for that. */
export class UploadCleanup {
  private readonly running = new Map<string, Promise<void>>();
  private readonly followed = new Set<Promise<void>>();

  constructor(private readonly pause: Pick<RetryClock, 'sleep'>) {}

  /** Removes a job's traces but for the multipart upload `kept`; what cannot be removed is for `onEnd` to remember. */
  start(job: UploadContext, cleaning: Cleaning): Promise<void> {
    const traces: Leftovers = { ...job.leftovers, begun: new Map(job.leftovers.begun) };
    if (cleaning.kept !== undefined) traces.begun.delete(cleaning.kept);
    const hasLeft = traces.begun.size > 0 || traces.hasStray || traces.wrong || traces.object;
    if (!hasLeft) return this.follow(cleaning.onEnd(true));
    const place = placeOf(job.grants.current);
    const before = this.running.get(place);
    const removing = this.removeAll(job, traces, cleaning).then(cleaning.onEnd);
    const work = Promise.all([before, removing]).then(() => {
      if (this.running.get(place) === work) this.running.delete(place);
    });
    this.running.set(place, work);
    return work;
  }

  /** Has `all` wait for `work` too, which nobody else does. */
  follow(work: Promise<void>): Promise<void> {
    this.followed.add(work);
    return work.finally(() => this.followed.delete(work));
  }

  /** Resolves when nothing is being removed under this key. */
  async of(grant: UploadGrant, signal: AbortSignal): Promise<void> {
    const work = this.running.get(placeOf(grant));
    if (!work) return;
    if (signal.aborted) throw cancelledError();
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(cancelledError()), { once: true });
      void work.then(resolve);
    });
  }

  async all(): Promise<void> {
    await Promise.all([...this.running.values(), ...this.followed]);
  }

  private async removeAll(
    job: UploadContext,
    { begun, hasStray, object, wrong }: Leftovers,
    { kept, isAlone }: Cleaning,
  ): Promise<boolean> {
    const { store } = job.needs;
    const { signal } = new AbortController();
    // Every stray that is aborted listens.
    setMaxListeners(0, signal);
    const works = [...begun].map(([uploadId, grant]) =>
      this.retryUntilGone(async () => {
        const abort = (using: UploadGrant) => store.abortUpload(job.connection, using, uploadId, signal);
        // What was begun at another place can only be ended with the grant for that place.
        await (isSamePlace(grant, job.grants.current) ? job.grants.withGrant(signal, abort) : abort(grant));
        return true;
      }),
    );
    const isOurs = hasStray || wrong || object ? await isAlone().catch(() => false) : false;
    if (hasStray)
      works.push(isOurs ? this.retryUntilGone(() => abortStrays(job, kept, signal)) : Promise.resolve(false));
    // An object that another order may have made stays, be it the same to the byte: it is nothing that this upload left.
    if (isOurs && wrong) works.push(this.retryUntilGone(() => removeWrong(job, wrong, signal)));
    else if (isOurs && object) works.push(this.retryUntilGone(() => removeOwn(job, object, signal)));
    return (await Promise.all(works)).every((isGone) => isGone);
  }

  /**
   * Until `work` says that it has found and removed what it looks for, a few times at the most. Resolves with whether that is
   * gone: also where it was not there at the last look.
   */
  private async retryUntilGone(work: () => Promise<boolean>): Promise<boolean> {
    let isGone = false;
    for (const ms of looksAfterMs) {
      await this.pause.sleep(ms);
      const isRemoved = await work().catch(() => undefined);
      if (isRemoved) return true;
      isGone = isRemoved !== undefined;
    }
    return isGone;
  }
}

/**
 * Drops everything that is open under this very key, for an upload whose own id was lost on the way: the store names ids and
 * not whose they are. That is done only where the journal, which all windows of this home share and which knows of an upload
 * before its first request leaves, holds no other order for the key: then what is open is ours, or nobody's any more.
 * Somebody at another machine who sends the same version of the same package at this moment begins it again: a lost id ends
 * in `RestartRequiredError`.
 */
async function abortStrays(job: UploadContext, kept: string | undefined, signal: AbortSignal): Promise<boolean> {
  const { store } = job.needs;
  return job.grants.withGrant(signal, async (grant) => {
    const strays = (await store.openUploads(job.connection, grant, signal)).filter((id) => id !== kept);
    await Promise.all(strays.map((id) => store.abortUpload(job.connection, grant, id, signal)));
    return strays.length > 0;
  });
}

// Besides being alone here: somebody at another machine may have stored a package under the same key, before or since.
async function removeOwn(job: UploadContext, wanted: Expected, signal: AbortSignal): Promise<boolean> {
  const found = await job.settled(wanted, signal);
  return found !== undefined && isSince(found, job.beginning) && remove(job, signal);
}

async function removeWrong(job: UploadContext, wrong: Reported, signal: AbortSignal): Promise<boolean> {
  const found = await job.head(signal);
  return !found || (isSameStored(found, wrong) && remove(job, signal));
}

async function remove(job: UploadContext, signal: AbortSignal): Promise<boolean> {
  await job.grants.withGrant(signal, (grant) => job.needs.store.remove(job.connection, grant, signal));
  return true;
}

function placeOf(grant: UploadGrant): string {
  return `${grant.bucket}/${grant.key}`;
}
