import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../core/errors';
import { chunkAt, chunkBytes, chunks, newHashMemory } from './hashMemory';
import type { Done, ReadOrder } from './readMessages';
import type { Sums } from './runningSums';

/** Bytes that are read one after the other, and their running sums. */
export interface ReadStream {
  /**
   * Fills a chunk that was borrowed, or some of it, from a descriptor; resolves when that is read and hashed. Rejects
   * with an error that has the system's code, `EOF` where the file has fewer bytes.
   */
  read(file: number, position: number, into: Uint8Array): Promise<void>;
  /** Of all that was read; wait for the reads first. */
  digest(): Promise<Sums>;
  /** To be called once, when nothing will follow: until then others wait a moment for this stream's next bytes. */
  close(): void;
}

// Its messages are small; without limits it would rather grow than tidy up.
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

interface Asker {
  readonly resolve: (sums: Sums | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads and hashes on a thread of its own: this one only hands on what it is told is there. Whatever hangs there, as a
 * network drive does whose server has gone, hangs there alone.
 */
export class Reader {
  private readonly memory = newHashMemory();
  private readonly spare: Buffer[] = Array.from({ length: chunks }, (_, n) =>
    Buffer.from(this.memory.buffer, chunkAt(n), chunkBytes),
  );
  private readonly askers = new Map<number, Asker>();
  private readonly worker: Worker;
  private settling: Done[] = [];
  private lastNumber = 0;
  /** Why there is no thread any more. */
  private lost: Error | undefined;

  constructor() {
    this.worker = new Worker(join(__dirname, 'readWorker.js'), {
      workerData: this.memory,
      resourceLimits,
    })
      .on('message', (done: readonly Done[]) => this.settleSoon(done))
      .on('error', (error) => this.lose(error))
      .on('exit', () => this.lose(new Error('the reading thread has ended')));
    // It has nothing to do without the thread that asks.
    this.worker.unref();
  }

  /** Nothing is under way, and all buffers are back. */
  get isIdle(): boolean {
    return !this.lost && this.askers.size === 0 && this.spare.length === chunks;
  }

  open(): ReadStream {
    const stream = ++this.lastNumber;
    this.post({ kind: 'open', stream });
    return {
      read: async (file, position, { byteOffset: at, length: bytes }) => {
        await this.ask((ticket) => ({ kind: 'read', stream, ticket, file, position, at, bytes }));
      },
      digest: async () => {
        const sums = await this.ask((ticket) => ({ kind: 'digest', stream, ticket }));
        if (!sums) throw new Error('the reading thread answered without sums');
        return sums;
      },
      close: () => this.post({ kind: 'close', stream }),
    };
  }

  /**
   * A buffer of 1 MiB to read into: there are as many as an upload may have connections. Throws `unreadable` where reads
   * that nobody waits for any more hold them all, as on a drive that does not answer.
   */
  borrow(): Buffer {
    const chunk = this.spare.pop();
    if (chunk) return chunk;
    throw new AppError('unreadable', 'the drive that the file is on does not answer');
  }

  /** For what `borrow` gave, once nobody reads or writes it any more. */
  giveBack(chunk: Buffer): void {
    this.spare.push(chunk);
  }

  /** Ends the thread, as soon as the system lets go of it. */
  dispose(): void {
    void this.worker.terminate();
  }

  private ask(order: (ticket: number) => ReadOrder): Promise<Sums | undefined> {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(this.lost);
      const ticket = ++this.lastNumber;
      this.askers.set(ticket, { resolve, reject });
      this.post(order(ticket));
    });
  }

  private post(order: ReadOrder): void {
    this.worker.postMessage(order);
  }

  /** One by one: each is followed by the writing of a chunk, and others want their turn in between. */
  private settleSoon(done: readonly Done[]): void {
    const isUnderWay = this.settling.length > 0;
    this.settling.push(...done);
    if (!isUnderWay) this.settleNext();
  }

  private settleNext(): void {
    const [done] = this.settling;
    if (!done) return;
    this.settle(done);
    setImmediate(() => {
      this.settling.shift();
      this.settleNext();
    });
  }

  private settle({ ticket, sums, code }: Done): void {
    const asker = this.askers.get(ticket);
    this.askers.delete(ticket);
    if (code === undefined) asker?.resolve(sums);
    else asker?.reject(Object.assign(new Error(`read: ${code}`), { code }));
  }

  private lose(error: Error): void {
    this.lost ??= error;
    this.askers.forEach(({ reject }) => reject(error));
    this.askers.clear();
  }
}
