import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError, cancelledError } from '../../core/errors';
import type { ByteSource, VerifiedEntries, VerifyOptions } from '../../core/ports/packageReader';
import type { VerifyMessage, VerifyOrder } from './verifyMessages';

interface Job {
  readonly source: ByteSource;
  readonly onProgress: VerifyOptions['onProgress'];
  readonly resolve: (found: VerifiedEntries) => void;
  readonly reject: (error: unknown) => void;
}

// Enough for some of the largest directories; hostile ones must not take the whole editor with them.
const resourceLimits = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 };

/** The thread that reads all bytes of packages, for as many as there are at a time. It is there while one is read. */
export class VerifyThread {
  private readonly jobs = new Map<number, Job>();
  private worker: Worker | undefined;
  private lastJob = 0;

  /**
   * Finds the entries of a package whose bytes do not give the CRC-32 of the directory. Throws `emptyPackage`, `truncatedPackage` or
   * `badPackage`, as `source` does, and `cancelled` at once when `signal` aborts.
   */
  async verify(source: ByteSource, { signal, onProgress }: VerifyOptions): Promise<VerifiedEntries> {
    if (signal.aborted) throw cancelledError();
    const job = ++this.lastJob;
    let cancel = (): void => undefined;
    try {
      return await new Promise<VerifiedEntries>((resolve, reject) => {
        cancel = () => reject(cancelledError());
        signal.addEventListener('abort', cancel, { once: true });
        this.jobs.set(job, { source, onProgress, resolve, reject });
        this.worker ??= this.start();
        this.post({ kind: 'verify', job, source: { name: source.name, bytes: source.bytes } });
      });
    } finally {
      signal.removeEventListener('abort', cancel);
      this.end(job);
    }
  }

  private start(): Worker {
    const worker = new Worker(join(__dirname, 'verifyWorker.js'), { resourceLimits });
    const failed = (why: string): void => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      for (const { reject } of this.jobs.values()) reject(new AppError('internal', `the verifying thread ${why}`));
    };
    return worker
      .on('error', (error) => failed(`failed: ${error.message}`))
      .on('exit', () => failed('has ended'))
      .on('message', (message: VerifyMessage) => this.receive(message));
  }

  private receive(message: VerifyMessage): void {
    const job = this.jobs.get(message.job);
    if (!job) return;
    if (message.kind === 'read') this.answer(job, message).catch(job.reject);
    else if (message.kind === 'verified') job.onProgress?.(message.position, job.source.bytes);
    else if (message.kind === 'done') job.resolve(message.result);
    else job.reject(new AppError(message.failure, message.detail));
  }

  private async answer(
    { source }: Job,
    { job, ticket, start, length }: Extract<VerifyMessage, { kind: 'read' }>,
  ): Promise<void> {
    // A copy: what is moved to the other thread is gone here, and the source may keep its own.
    const bytes = new Uint8Array(await source.read(start, length));
    if (this.jobs.has(job)) this.post({ kind: 'bytes', job, ticket, bytes }, [bytes.buffer]);
  }

  private end(job: number): void {
    this.jobs.delete(job);
    if (this.jobs.size > 0) return this.post({ kind: 'stop', job });
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }

  private post(order: VerifyOrder, moved: readonly ArrayBuffer[] = []): void {
    this.worker?.postMessage(order, moved);
  }
}
