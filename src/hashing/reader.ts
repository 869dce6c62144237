import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../core/errors';
import { chunkAt, chunkBytes, chunks, newHashMemory } from './hashMemory';
import type { ReadRequest, ReadResult } from './readMessages';
import type { Sums } from './runningSums';

/** Bytes that are read in order, and their running sums. */
export interface ReadStream {
  /**
   * Fills a borrowed chunk, or a part of it, from a descriptor; resolves when that is read and hashed. Rejects with an error that
   * has the system's code, `EOF` where the file has fewer bytes.
   */
  read(file: number, position: number, into: Uint8Array): Promise<void>;
  /** Computes the sums of everything read; wait for the reads first. */
  digest(): Promise<Sums>;
  /** Ends the stream, once: until then others wait a moment for its next bytes. */
  close(): void;
}

// Its messages are small; without limits it would rather grow than collect garbage.
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 32 };

interface PendingRequest {
  readonly resolve: (sums: Sums | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads and hashes on a thread of its own, for one upload. A read that hangs, as on a network drive whose server has gone, hangs
 * that thread alone.
 */
export class Reader {
  private readonly memory = newHashMemory();
  private readonly spare: Buffer[] = Array.from({ length: chunks }, (_, n) =>
    Buffer.from(this.memory.buffer, chunkAt(n), chunkBytes),
  );
  private readonly pending = new Map<number, PendingRequest>();
  private readonly worker: Worker;
  private settling: ReadResult[] = [];
  private lastNumber = 0;
  /** Why the thread has ended. */
  private lost: Error | undefined;
  /** Called when all buffers are back. */
  private waiting: (() => void)[] = [];

  constructor() {
    this.worker = new Worker(join(__dirname, 'readWorker.js'), {
      workerData: this.memory,
      resourceLimits,
    })
      .on('message', (done: readonly ReadResult[]) => this.settleSoon(done))
      .on('error', (error) => this.lose(error))
      .on('exit', () => this.lose(new Error('the reading thread has ended')));
    // It has nothing to do without the main thread.
    this.worker.unref();
  }

  /** Tells whether no request is pending, and all buffers are back. */
  get isIdle(): boolean {
    return !this.lost && this.pending.size === 0 && this.spare.length === chunks;
  }

  open(): ReadStream {
    const stream = ++this.lastNumber;
    this.post({ kind: 'open', stream });
    return {
      read: async (file, position, { byteOffset: at, length: bytes }) => {
        await this.request((ticket) => ({ kind: 'read', stream, ticket, file, position, at, bytes }));
      },
      digest: async () => {
        const sums = await this.request((ticket) => ({ kind: 'digest', stream, ticket }));
        if (!sums) throw new Error('the reading thread returned no sums');
        return sums;
      },
      close: () => this.post({ kind: 'close', stream }),
    };
  }

  /**
   * Lends a buffer of 1 MiB to read into; there are as many as an upload may use at once. Throws `unreadable` where
   * cancelled reads hold them all, as on a drive that does not respond.
   */
  borrow(): Buffer {
    const chunk = this.spare.pop();
    if (chunk) return chunk;
    throw new AppError('unreadable', 'the drive of the file does not respond');
  }

  /** Takes back a buffer of `borrow`, once nothing reads or writes it any more. */
  giveBack(chunk: Buffer): void {
    this.spare.push(chunk);
    if (this.spare.length < chunks) return;
    this.waiting.forEach((go) => go());
    this.waiting = [];
  }

  /** Resolves once all buffers are back: a read that was given up holds its own until it ends. */
  async whenIdle(): Promise<void> {
    while (this.spare.length < chunks) await new Promise<void>((go) => this.waiting.push(go));
  }

  /** Ends the thread, as soon as the system lets go of it. */
  dispose(): void {
    void this.worker.terminate();
  }

  private request(build: (ticket: number) => ReadRequest): Promise<Sums | undefined> {
    return new Promise((resolve, reject) => {
      if (this.lost) return reject(this.lost);
      const ticket = ++this.lastNumber;
      this.pending.set(ticket, { resolve, reject });
      this.post(build(ticket));
    });
  }

  private post(request: ReadRequest): void {
    this.worker.postMessage(request);
  }

  /** Settles results one a turn: each is followed by the writing of a chunk, and other work wants its turn in between. */
  private settleSoon(done: readonly ReadResult[]): void {
    const isSettling = this.settling.length > 0;
    this.settling.push(...done);
    if (!isSettling) this.settleNext();
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

  private settle({ ticket, sums, code }: ReadResult): void {
    const request = this.pending.get(ticket);
    this.pending.delete(ticket);
    if (code === undefined) request?.resolve(sums);
    else request?.reject(Object.assign(new Error(`read: ${code}`), { code }));
  }

  private lose(error: Error): void {
    this.lost ??= error;
    this.pending.forEach(({ reject }) => reject(error));
    this.pending.clear();
  }
}
