import type { Content } from '../../core/ports/objectStore';
import type { FileSource } from '../../hashing/fileSource';
import type { Reader } from '../../hashing/reader';
import type { Sums } from '../../hashing/runningSums';
import type { FileRange } from './planParts';
import type { UploadContext } from './uploadContext';

/** The file and the thread that reads it. */
export interface PartContentDeps {
  readonly file: Pick<FileSource, 'readInto'>;
  readonly reader: Pick<Reader, 'open' | 'borrow' | 'giveBack'>;
  /** Rejects where the bytes must not be stored after all. */
  readonly check: () => Promise<void>;
}

/**
 * Bytes of a file to store, hashed as they are read. Yields the last piece only once the file has proved unchanged, so that COS
 * never gets a whole but torn object.
 */
export class PartContent implements Content {
  private finalSums: Sums | undefined;

  constructor(
    private readonly deps: PartContentDeps,
    private readonly range: FileRange,
  ) {}

  get bytes(): number {
    return this.range.end - this.range.start;
  }

  /** Sums of the bytes, once the last piece was yielded: from then on COS may have them. */
  get sums(): Sums | undefined {
    return this.finalSums;
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    const { file, reader } = this.deps;
    const { start, end } = this.range;
    const buffer = reader.borrow();
    const stream = reader.open();
    // Of equal size, so that connections that go on side by side are hashed side by side.
    const pieceBytes = Math.ceil(this.bytes / Math.ceil(this.bytes / buffer.length));
    try {
      for (let at = start; at < end; at += pieceBytes) {
        const piece = buffer.subarray(0, Math.min(pieceBytes, end - at));
        await file.readInto(stream, piece, at);
        if (at + piece.length === end) {
          await this.deps.check();
          this.finalSums = await stream.digest();
        }
        yield piece;
      }
    } finally {
      stream.close();
      reader.giveBack(buffer);
    }
  }
}

type Source = Pick<UploadContext, 'file' | 'reader' | 'damage'>;

/** Opens the whole file as content: its last bytes are held back unless it has proved unchanged. */
export function fileContent({ file, reader }: Pick<Source, 'file' | 'reader'>, range: FileRange): PartContent {
  return new PartContent({ file, reader, check: () => file.checkUnchanged() }, range);
}

/** Opens one part as content: the whole is checked before it is completed, but nobody should wait until then to hear of it. */
export function partContent({ file, reader, damage }: Source, range: FileRange): PartContent {
  const check = () => file.checkNowAndThen().then(() => damage.checkSoFar());
  return new PartContent({ file, reader, check }, range);
}

/** Reads bytes of the file only to hash them; `undefined` where `signal` aborted first. */
export async function sumsOf(source: Source, range: FileRange, signal: AbortSignal): Promise<Sums | undefined> {
  const content = partContent(source, range);
  for await (const piece of content.pieces()) {
    if (piece.length === 0 || signal.aborted) break;
  }
  return content.sums;
}
