import { setMaxListeners } from 'node:events';
import type { RetryClock } from '../../core/retry';
import type { UploadGrant } from '../../core/model';
import type { StoredObject } from '../../core/ports/objectStore';
import { raceAbort } from '../../core/raceAbort';
import { compare, hasSameSums, type Expected, type Reported } from './compareStored';
import { MultipartUpload } from './multipartUpload';
import type { Leftovers, UploadContext } from './uploadContext';

// A server that has the whole body may still store it after the connection has gone.
const retryDelaysMs = [0, 300, 1000, 3000];

/** The exception, the condition and the receiver of a cleanup. */
export interface CleanupOptions {
  /** The id of the multipart upload to keep. */
  readonly kept?: string;
  /** Tells whether the object under the key can only be this upload's; `false` where that is unknown. */
  readonly isAlone: () => Promise<boolean>;
  /** Called once, when nothing more will be tried: whether all is gone. */
  readonly onEnd: (isGone: boolean) => Promise<void>;
}

/** Removes what uploads that ended early left in COS; the next upload to the same key waits for that. */
export class UploadCleanup {
  private readonly running = new Map<string, Promise<void>>();
  private readonly followed = new Set<Promise<void>>();

  constructor(private readonly clock: Pick<RetryClock, 'sleep'>) {}

  /** Starts to remove the leftovers of an upload but for `kept`; resolves when `onEnd` has. */
  start(context: UploadContext, options: CleanupOptions): Promise<void> {
    const leftovers: Leftovers = { ...context.leftovers, uploads: new Map(context.leftovers.uploads) };
    if (options.kept !== undefined) leftovers.uploads.delete(options.kept);
    const { uploads, hasUnknownUpload, wrongObject, object } = leftovers;
    if (uploads.size === 0 && !hasUnknownUpload && !wrongObject && !object) return this.follow(options.onEnd(true));
    const key = keyOf(context.object.grant);
    const before = this.running.get(key);
    const removing = this.removeAll(context, leftovers, options).then(options.onEnd);
    const work = Promise.all([before, removing]).then(() => {
      if (this.running.get(key) === work) this.running.delete(key);
    });
    this.running.set(key, work);
    return work;
  }

  /** Has `settled` wait for `work` too, which nothing else does. */
  follow(work: Promise<void>): Promise<void> {
    this.followed.add(work);
    return work.finally(() => this.followed.delete(work));
  }

  /** Resolves when nothing is being removed under this key. */
  async whenIdle(grant: UploadGrant, { signal }: { readonly signal: AbortSignal }): Promise<void> {
    const work = this.running.get(keyOf(grant));
    if (work) await raceAbort(signal, work);
  }

  /** Resolves when nothing is being removed at all. */
  async settled(): Promise<void> {
    await Promise.all([...this.running.values(), ...this.followed]);
  }

  private async removeAll(
    context: UploadContext,
    { uploads, hasUnknownUpload, object, wrongObject }: Leftovers,
    { kept, isAlone }: CleanupOptions,
  ): Promise<boolean> {
    const { signal } = new AbortController();
    // Every upload that is aborted listens.
    setMaxListeners(0, signal);
    const works = [...uploads.values()].map((upload) =>
      this.retryUntilGone(async () => {
        await upload.abort({ signal });
        return true;
      }),
    );
    const isOurs = hasUnknownUpload || wrongObject || object ? await isAlone().catch(() => false) : false;
    if (hasUnknownUpload) {
      const abort = () => this.retryUntilGone(() => abortUnknown(context, { kept, signal }));
      works.push(isOurs ? abort() : Promise.resolve(false));
    }
    // An object that another order may have made stays, be it the same to the byte: it is nothing that this upload left.
    if (isOurs && wrongObject) works.push(this.retryUntilGone(() => removeWrong(context, wrongObject, signal)));
    else if (isOurs && object) works.push(this.retryUntilGone(() => removeOwn(context, object, signal)));
    return (await Promise.all(works)).every((isGone) => isGone);
  }

  /**
   * Repeats `work` until it has found and removed what it looks for, a few times at the most. Resolves with whether that is gone:
   * also where the last attempt did not find it.
   */
  private async retryUntilGone(work: () => Promise<boolean>): Promise<boolean> {
    let isGone = false;
    for (const ms of retryDelaysMs) {
      await this.clock.sleep(ms);
      const isRemoved = await work().catch(() => undefined);
      if (isRemoved) return true;
      isGone = isRemoved !== undefined;
    }
    return isGone;
  }
}

/**
 * Aborts every multipart upload to this very key but `kept`, for an upload whose own id was lost: COS lists ids and not whose
 * they are. That is done only where the journal, which all windows of this home share and which knows of an upload before its
 * first request leaves, holds no other order for the key: then what is listed is ours, or nobody's any more. Somebody at another
 * machine who sends the same version of the same package at this moment begins it again: a lost id ends in
 * `RestartRequiredError`.
 */
async function abortUnknown(
  { object }: UploadContext,
  { kept, signal }: { readonly kept: string | undefined; readonly signal: AbortSignal },
): Promise<boolean> {
  const ids = await object.request((store, request, options) => store.listUploads(request, options), {
    signal,
    maxAttempts: 1,
  });
  const unknown = ids.filter((id) => id !== kept);
  await Promise.all(unknown.map((id) => MultipartUpload.resume(object, id).abort({ signal })));
  return unknown.length > 0;
}

// Besides being alone here: somebody at another machine may have stored a package under the same key, before or since.
async function removeOwn(context: UploadContext, expected: Expected, signal: AbortSignal): Promise<boolean> {
  const found = await context.object.head({ signal, maxAttempts: 1 }).catch(() => undefined);
  const isOwn = found && compare(found, expected).kind === 'match' && context.start.isBefore(found);
  return isOwn === true && remove(context, signal);
}

async function removeWrong(context: UploadContext, wrong: Reported, signal: AbortSignal): Promise<boolean> {
  const found: StoredObject | undefined = await context.object.head({ signal, maxAttempts: 1 });
  return !found || (hasSameSums(found, wrong) && remove(context, signal));
}

async function remove({ object }: UploadContext, signal: AbortSignal): Promise<boolean> {
  await object.request((store, request, options) => store.remove(request, options), { signal, maxAttempts: 1 });
  return true;
}

function keyOf(grant: UploadGrant): string {
  return `${grant.bucket}/${grant.key}`;
}
