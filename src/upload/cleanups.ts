import type { UploadGrant } from '../core/model';
import type { Job, Traces, Wanted } from './job';
import { cancelled, type Pause } from './retry';

// A server that has the whole body may still store it after the connection has gone.
const looksAfterMs = [0, 300, 1000, 3000];
const longestWaitMs = 150;

/** Removes what uploads that ended early left in the store; the next upload to the same key waits for that. */
export class Cleanups {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly pause: Pick<Pause, 'sleep'>) {}

  /**
   * Removes a job's traces but for the multipart upload `kept`. Resolves when that is done; with `isHurried` after 150 ms
   * at the latest: the rest is done behind the scenes.
   */
  async start(job: Job, { kept, isHurried }: { readonly kept?: string; readonly isHurried: boolean }): Promise<void> {
    const traces: Traces = { ...job.traces, begun: new Map(job.traces.begun) };
    if (kept !== undefined) traces.begun.delete(kept);
    const hasLeft = traces.begun.size > 0 || traces.hasStray || traces.isWrong || traces.object;
    if (!hasLeft) return;
    const place = placeOf(job.keeper.latest);
    const work = this.removeAll(job, traces, kept).finally(() => {
      if (this.running.get(place) === work) this.running.delete(place);
    });
    this.running.set(place, work);
    if (!isHurried) return work;
    const patience = new AbortController();
    await Promise.race([work, this.pause.sleep(longestWaitMs, patience.signal).catch(() => undefined)]);
    patience.abort();
  }

  /** Resolves when nothing is being removed under this key. */
  async of(grant: UploadGrant, signal: AbortSignal): Promise<void> {
    const work = this.running.get(placeOf(grant));
    if (!work) return;
    if (signal.aborted) throw cancelled();
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(cancelled()), { once: true });
      void work.then(resolve);
    });
  }

  async all(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async removeAll(
    job: Job,
    { begun, hasStray, object, isWrong }: Traces,
    kept: string | undefined,
  ): Promise<void> {
    const { store } = job.needs;
    const { signal } = new AbortController();
    const works = [...begun].map(([uploadId, grant]) =>
      this.insist(() => store.abortUpload(job.connection, grant, uploadId, signal).then(() => true)),
    );
    if (hasStray) works.push(this.insist(() => abortStrays(job, kept, signal)));
    if (isWrong) works.push(this.insist(() => remove(job, signal)));
    else if (object) works.push(this.insist(() => removeOwn(job, object, signal)));
    await Promise.all(works);
  }

  /** Until `work` says that it has found and removed what it looks for, a few times at the most. */
  private async insist(work: () => Promise<boolean>): Promise<void> {
    for (const ms of looksAfterMs) {
      await this.pause.sleep(ms);
      if (await work().catch(() => false)) return;
    }
  }
}

/** Everything begun for this very key: whoever else begins one for it would be overwritten anyhow. */
async function abortStrays(job: Job, kept: string | undefined, signal: AbortSignal): Promise<boolean> {
  const { store } = job.needs;
  const grant = job.keeper.latest;
  const strays = (await store.openUploads(job.connection, grant, signal)).filter((id) => id !== kept);
  await Promise.all(strays.map((id) => store.abortUpload(job.connection, grant, id, signal)));
  return strays.length > 0;
}

// Only what this upload stored: under the same key there may be an earlier package that somebody runs.
async function removeOwn(job: Job, wanted: Wanted, signal: AbortSignal): Promise<boolean> {
  return (await job.settled(wanted, signal)) !== undefined && remove(job, signal);
}

async function remove(job: Job, signal: AbortSignal): Promise<boolean> {
  await job.keeper.use(signal, (grant) => job.needs.store.remove(job.connection, grant, signal));
  return true;
}

function placeOf(grant: UploadGrant): string {
  return `${grant.bucket}/${grant.key}`;
}
