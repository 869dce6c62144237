import type { HashKernel } from './hashKernel';
import { md5Lanes } from './md5Code';
import { RunningSums, type Sums, type Work } from './runningSums';

const maxBlocks = 4096;

// How long new messages may have to wait.
const turnMs = 2;
// How long a few updates wait for others before they are hashed without those.
const maxWaitMs = 1;

/** The running sums of one stream of bytes. */
export interface LaneStream {
  /** Adds bytes in the kernel's memory; calls `done` once they are hashed. */
  update(at: number, bytes: number, done: () => void): void;
  /** Computes the sums of all hashed bytes. */
  digest(): Sums;
  /** Ends the stream, once: until then others wait a moment for its next update. */
  close(): void;
}

interface Update {
  readonly sums: RunningSums;
  readonly at: number;
  readonly bytes: number;
  readonly done: () => void;
}

/** One update being hashed: the work that MD5 has still to do. */
interface RunningUpdate extends Pick<Update, 'done'> {
  readonly work: Work;
}

/**
 * Hashes up to eight streams together at the cost of one, where their updates wait at the same time. Updates that start together
 * are hashed to their end before others start, so that equal ones stay side by side.
 */
export class LaneHasher {
  private waiting: Update[] = [];
  private batch: readonly RunningUpdate[] = [];
  private streams = 0;
  private immediate: NodeJS.Immediate | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly kernel: HashKernel) {}

  open(): LaneStream {
    const sums = new RunningSums(this.kernel);
    this.streams += 1;
    return {
      update: (at, bytes, done) => this.add({ sums, at, bytes, done }),
      digest: () => sums.digest(),
      close: () => {
        this.streams -= 1;
      },
    };
  }

  private add(update: Update): void {
    this.waiting.push(update);
    if (this.batch.length === 0) this.waitForMore();
  }

  /** Waits a moment for the other streams: full lanes cost no more than a few. */
  private waitForMore(): void {
    if (this.waiting.length === 0) return;
    if (this.waiting.length < Math.min(md5Lanes, this.streams))
      this.timer ??= setTimeout(() => this.begin(), maxWaitMs);
    else this.immediate ??= setImmediate(() => this.begin());
  }

  private begin(): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
    this.timer = undefined;
    this.immediate = undefined;
    const chosen = new Map<RunningSums, Update>();
    for (const update of this.waiting) {
      // A stream's updates follow each other.
      if (chosen.size < md5Lanes && !chosen.has(update.sums)) chosen.set(update.sums, update);
    }
    const updates = [...chosen.values()];
    this.waiting = this.waiting.filter((update) => !updates.includes(update));
    this.batch = updates.map(({ sums, at, bytes, done }) => ({ done, work: sums.add(at, bytes) }));
    this.goOn();
  }

  private goOn(): void {
    const end = performance.now() + turnMs;
    for (this.settle(); this.batch.length > 0; this.settle()) {
      if (performance.now() > end) {
        setImmediate(() => this.goOn());
        return;
      }
      this.advance();
    }
    this.waitForMore();
  }

  private settle(): void {
    for (const { work, done } of this.batch) if (work.blocks === 0) done();
    this.batch = this.batch.filter(({ work }) => work.blocks > 0);
  }

  private advance(): void {
    const blocks = Math.min(maxBlocks, ...this.batch.map(({ work }) => work.blocks));
    this.kernel.md5(
      this.batch.map(({ work }) => work),
      blocks,
    );
    this.batch = this.batch.map(({ work, done }) => ({ done, work: after(work, blocks) }));
  }
}

function after({ state, at, blocks }: Work, done: number): Work {
  return { state, at: at + 64 * done, blocks: blocks - done };
}
