import type { Content } from '../core/ports/objectStore';
import type { FileSource } from './fileSource';
import { chunkBytes, type Hasher } from './hasher';
import type { PartSource } from './planParts';
import type { Sums } from './runningSums';

/** What reading a part needs besides its place. */
export interface ContentNeeds {
  readonly source: Pick<FileSource, 'readInto' | 'checkUnchanged'>;
  readonly hasher: Hasher;
}

/**
 * Bytes of a file as something to store, hashed as they are read. The last piece is only handed out once the file has
 * proved unchanged, so that a store never gets a whole but torn object.
 */
export class PartContent implements Content {
  private handedOut: Sums | undefined;

  constructor(
    private readonly needs: ContentNeeds,
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
    const { source, hasher } = this.needs;
    const { start, end } = this.part;
    // One is read into while the other is on its way.
    const [first, second] = [hasher.borrow(), hasher.borrow()];
    const hash = hasher.open();
    try {
      for (let at = start, turn = 0; at < end; at += chunkBytes, turn ^= 1) {
        const piece = (turn === 0 ? first : second).subarray(0, Math.min(chunkBytes, end - at));
        await source.readInto(piece, at);
        await hash.update(piece);
        if (at + piece.length === end) {
          await source.checkUnchanged();
          this.handedOut = hash.digest();
        }
        yield piece;
      }
    } finally {
      hash.close();
      hasher.giveBack(first);
      hasher.giveBack(second);
    }
  }
}
