import type { Content } from '../../core/ports/objectStore';
import type { FileSource } from '../../hashing/fileSource';
import type { PartSource } from './planParts';
import type { Reader } from '../../hashing/reader';
import type { Sums } from '../../hashing/runningSums';

/** What reading a part needs besides its place. */
export interface ContentDeps {
  readonly source: Pick<FileSource, 'readInto'>;
  /** Rejects where the bytes are not to be stored after all. */
  readonly check: () => Promise<void>;
  readonly reader: Pick<Reader, 'open' | 'borrow' | 'giveBack'>;
}

/**
 * Bytes of a file as something to store, hashed as they are read. The last piece is only handed out once the file has
 * proved unchanged, so that a store never gets a whole but torn object.
 */
export class PartContent implements Content {
  private handedOut: Sums | undefined;

  constructor(
    private readonly needs: ContentDeps,
    private readonly part: PartSource,
  ) {}

  get bytes(): number {
    return this.part.end - this.part.start;
  }

  /** Sums of the bytes once the last of them has been handed out: from then on the store may hold them. */
  get sums(): Sums | undefined {
    return this.handedOut;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    const { source, reader } = this.needs;
    const { start, end } = this.part;
    const buffer = reader.borrow();
    const stream = reader.open();
    // Of equal size, so that connections that go on side by side are hashed side by side.
    const most = Math.ceil(this.bytes / Math.ceil(this.bytes / buffer.length));
    try {
      for (let at = start; at < end; at += most) {
        const piece = buffer.subarray(0, Math.min(most, end - at));
        await source.readInto(stream, piece, at);
        if (at + piece.length === end) {
          await this.needs.check();
          this.handedOut = await stream.digest();
        }
        yield piece;
      }
    } finally {
      stream.close();
      reader.giveBack(buffer);
    }
  }
}
