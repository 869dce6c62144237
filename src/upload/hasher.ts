import { HashKernel } from './hashKernel';
import { md5Lanes } from './md5Code';
import { RunningSums, type Sums, type Work } from './runningSums';

/** Bytes of a buffer to read into: large enough to cost little, small enough that a slow line takes one in under 30 s. */
export const chunkBytes = 256 * 1024;
const chunks = 32;

// Bytes from elsewhere are copied into the kernel's memory piece by piece, each lane's to a place of its own.
const pieceBytes = 64 * 1024;
const mostBlocks = 1024;

// How long the event loop may have to wait.
const turnMs = 2;
// How long a few wait for others before they are hashed without them.
const patienceMs = 1;

/** The running sums of one stream of bytes. */
export interface HashStream {
  /**
   * Takes note of the next bytes; resolves when they are hashed and the buffer may be used again. Bytes of several
   * streams that wait at the same time are hashed together, which is up to eight times as fast as one after the other.
   */
  update(bytes: Uint8Array): Promise<void>;
  /** Of all the bytes; wait for the updates first. */
  digest(): Sums;
  /** To be called once, when no update will follow: until then others wait a moment for this stream's next one. */
  close(): void;
}

interface Update {
  readonly sums: RunningSums;
  readonly bytes: Uint8Array;
  readonly resolve: () => void;
  taken: number;
  work: Work;
}

/** Hashes streams of bytes together: on this thread, but never for more than some milliseconds at a stretch. */
export class Hasher {
  private readonly kernel = new HashKernel(md5Lanes * pieceBytes + chunks * chunkBytes);
  private readonly spare: Buffer[] = Array.from({ length: chunks }, (_, n) => this.chunk(n));
  private readonly waiting: Update[] = [];
  private readonly lanes: (Update | undefined)[] = Array.from({ length: md5Lanes });
  private streams = 0;
  private immediate: NodeJS.Immediate | undefined;
  private timer: NodeJS.Timeout | undefined;

  open(): HashStream {
    const sums = new RunningSums(this.kernel);
    this.streams += 1;
    const work = sums.take(0, 0);
    return {
      update: (bytes) => new Promise((resolve) => this.add({ sums, bytes, resolve, taken: 0, work })),
      digest: () => sums.digest(),
      close: () => {
        this.streams -= 1;
      },
    };
  }

  /** A buffer of 256 KiB whose bytes are hashed where they lie. After the 32nd they are ordinary ones: slower. */
  borrow(): Buffer {
    return this.spare.pop() ?? Buffer.allocUnsafeSlow(chunkBytes);
  }

  /** For what `borrow` gave, once nobody reads or writes it any more. */
  giveBack(chunk: Buffer): void {
    if (this.kernel.holds(chunk)) this.spare.push(chunk);
  }

  private chunk(n: number): Buffer {
    const at = this.kernel.roomAt + md5Lanes * pieceBytes + n * chunkBytes;
    return this.kernel.memory.subarray(at, at + chunkBytes);
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

  private advance(busy: readonly Update[]): void {
    const blocks = Math.min(mostBlocks, ...busy.map(({ work }) => work.blocks));
    this.kernel.md5(
      busy.map(({ work }) => work),
      blocks,
    );
    for (const update of busy) update.work = after(update.work, blocks);
  }

  /** The updates with blocks to hash, at most one a lane; those that have no more are done and make room. */
  private busy(): readonly Update[] {
    return this.lanes.flatMap((_, lane) => this.fill(lane) ?? []);
  }

  private fill(lane: number): Update | undefined {
    for (;;) {
      const update = (this.lanes[lane] ??= this.next());
      if (!update || update.work.blocks > 0) return update;
      if (update.taken < update.bytes.length) {
        this.take(update, lane);
      } else {
        this.lanes[lane] = undefined;
        update.resolve();
      }
    }
  }

  private next(): Update | undefined {
    // A stream's updates follow each other.
    const index = this.waiting.findIndex(({ sums }) => !this.lanes.some((busy) => busy?.sums === sums));
    return index < 0 ? undefined : this.waiting.splice(index, 1)[0];
  }

  private take(update: Update, lane: number): void {
    const { sums, bytes, taken } = update;
    const isHere = this.kernel.holds(bytes);
    const piece = bytes.subarray(taken, taken + (isHere ? chunkBytes : pieceBytes));
    const at = isHere ? piece.byteOffset : this.kernel.roomAt + lane * pieceBytes;
    if (!isHere) this.kernel.memory.set(piece, at);
    update.taken += piece.length;
    update.work = sums.take(at, piece.length);
  }
}

function after({ state, at, blocks }: Work, done: number): Work {
  return { state, at: at + 64 * done, blocks: blocks - done };
}
