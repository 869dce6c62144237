import type { ByteSource } from '../../core/ports/packageReader';
import { readBytes } from '../readBytes';

/**
 * Bytes of a source that are asked for from front to back: read once, 1 MiB at a time, and the next while one is worked on.
 * `chunkBytes` is replaced by tests.
 */
export class ReadAhead {
  private held: Buffer = Buffer.alloc(0);
  /** The position of what is held, from which more may be asked for. */
  private heldAt = 0;
  /** The position before which nothing can be asked for any more. */
  usedTo = 0;
  private next: { readonly at: number; readonly bytes: Promise<Buffer> } | undefined;

  /** `end`: where the last of the wanted bytes ends. */
  constructor(
    private readonly source: ByteSource,
    private readonly end: number,
    private readonly chunkBytes = 1024 * 1024,
  ) {}

  /** Gives exactly the bytes of `[at, at + length)`, a range between `usedTo` and `end`. Throws as `source` does, and `truncatedPackage`. */
  async bytes(at: number, length: number): Promise<Buffer> {
    while (at + length > this.heldEnd) await this.advance(at);
    this.usedTo = Math.max(this.usedTo, at + length);
    return this.held.subarray(at - this.heldAt, at - this.heldAt + length);
  }

  /** Gives the bytes of such a range in pieces as they are read. Throws as `bytes` does. */
  async *pieces(at: number, length: number): AsyncGenerator<Buffer> {
    for (let from = at; from < at + length;) {
      if (from >= this.heldEnd) await this.advance(from);
      const piece = await this.bytes(from, Math.min(at + length, Math.max(this.heldEnd, from + 1)) - from);
      yield piece;
      from += piece.length;
    }
  }

  private get heldEnd(): number {
    return this.heldAt + this.held.length;
  }

  /** Reads the next chunk, and drops what lies before `at`. */
  private async advance(at: number): Promise<void> {
    const start = at - this.heldEnd < this.chunkBytes ? this.heldEnd : at;
    const fresh = await (this.next?.at === start ? this.next.bytes : this.read(start));
    const kept = this.held.subarray(Math.min(at - this.heldAt, this.held.length));
    this.heldAt = start - kept.length;
    this.held = kept.length > 0 ? Buffer.concat([kept, fresh]) : fresh;
    const following = start + fresh.length;
    this.next = following < this.end ? { at: following, bytes: this.read(following) } : undefined;
    // Whoever waits for it hears of it; nobody may.
    this.next?.bytes.catch(() => undefined);
  }

  private read(at: number): Promise<Buffer> {
    return readBytes(this.source, at, Math.min(this.chunkBytes, this.end - at));
  }
}
