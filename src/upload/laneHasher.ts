import type { HashKernel } from './hashKernel';
import { md5Lanes } from './md5Code';
import { RunningSums, type Sums, type Work } from './runningSums';

const mostBlocks = 1024;

// How long what has come since may have to wait before it is seen.
const turnMs = 2;
// How long a few wait for others before they are hashed without them.
const patienceMs = 1;

/** The running sums of one stream of bytes. */
export interface LaneStream {
  /** Takes the next bytes, which lie in the kernel's memory; `done` once they are hashed. */
  update(at: number, bytes: number, done: () => void): void;
  /** Of all the bytes that are hashed. */
  digest(): Sums;
  /** To be called once, when no update will follow: until then others wait a moment for this stream's next one. */
  close(): void;
}

interface Update {
  readonly sums: RunningSums;
  readonly at: number;
  readonly bytes: number;
  readonly done: () => void;
}

/** One update on its way: what of it MD5 has still to take. */
interface Busy extends Pick<Update, 'sums' | 'done'> {
  work: Work;
}

/** Hashes streams together: bytes of several that wait at the same time, up to eight, cost what those of one would. */
export class LaneHasher {
  private readonly waiting: Update[] = [];
  private readonly lanes: (Busy | undefined)[] = Array.from({ length: md5Lanes });
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
    this.timer ??= setTimeout(() => this.turn(true), patienceMs);
    if (this.waiting.length + this.lanes.filter(Boolean).length >= this.enough) {
      this.immediate ??= setImmediate(() => this.turn(false));
    }
  }

  private get enough(): number {
    return Math.min(md5Lanes, this.streams);
  }

  /** Full lanes cost no more than a few: unless it `isDue`, only when they are full or nobody else can come. */
  private turn(isDue: boolean): void {
    clearTimeout(this.timer);
    clearImmediate(this.immediate);
    this.timer = undefined;
    this.immediate = undefined;
    const end = performance.now() + turnMs;
    for (let busy = this.busy(); busy.length > 0; busy = this.busy()) {
      if (performance.now() > end) {
        this.immediate = setImmediate(() => this.turn(isDue));
        return;
      }
      if (busy.length < this.enough && !isDue) {
        this.timer = setTimeout(() => this.turn(true), patienceMs);
        return;
      }
      this.advance(busy);
    }
  }

  private advance(busy: readonly Busy[]): void {
    const blocks = Math.min(mostBlocks, ...busy.map(({ work }) => work.blocks));
    this.kernel.md5(
      busy.map(({ work }) => work),
      blocks,
    );
    for (const update of busy) update.work = after(update.work, blocks);
  }

  /** The updates with blocks to hash, at most one a lane; those that have no more are done and make room. */
  private busy(): readonly Busy[] {
    return this.lanes.flatMap((_, lane) => this.fill(lane) ?? []);
  }

  private fill(lane: number): Busy | undefined {
    for (;;) {
      const update = (this.lanes[lane] ??= this.next());
      if (!update || update.work.blocks > 0) return update;
      this.lanes[lane] = undefined;
      update.done();
    }
  }

  private next(): Busy | undefined {
    // A stream's updates follow each other.
    const index = this.waiting.findIndex(({ sums }) => !this.lanes.some((busy) => busy?.sums === sums));
    const [update] = index < 0 ? [] : this.waiting.splice(index, 1);
    return update && { sums: update.sums, done: update.done, work: update.sums.take(update.at, update.bytes) };
  }
}

function after({ state, at, blocks }: Work, done: number): Work {
  return { state, at: at + 64 * done, blocks: blocks - done };
}
