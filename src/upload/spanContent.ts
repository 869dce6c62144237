import { Readable } from 'node:stream';
import type { Content } from '../core/ports';
import { Crc64 } from './crc64';
import type { FileSource } from './fileSource';
import type { Span } from './planParts';

// Large enough to cost little, small enough that a slow line takes one in well under the 30 s that mean silence.
const chunkBytes = 256 * 1024;

/**
 * Bytes of a file as something to store. The last chunk is only handed out once the file has proved unchanged, so that
 * a store never gets a whole but torn object.
 */
export class SpanContent implements Content {
  private handedOut: string | undefined;

  constructor(
    private readonly source: Pick<FileSource, 'read' | 'checkUnchanged'>,
    private readonly span: Span,
  ) {}

  get bytes(): number {
    return this.span.end - this.span.start;
  }

  /** CRC-64/XZ of the bytes once a stream has handed out the last of them: from then on the store may hold them. */
  get crc64(): string | undefined {
    return this.handedOut;
  }

  open(): Readable {
    const crc = new Crc64();
    let position = this.span.start;
    const next = async (stream: Readable): Promise<void> => {
      const end = Math.min(position + chunkBytes, this.span.end);
      const chunk = await this.source.read(position, end - position);
      crc.update(chunk);
      position = end;
      const isLast = end === this.span.end;
      if (isLast) await this.source.checkUnchanged();
      if (stream.destroyed) return;
      if (isLast) this.handedOut = crc.digest();
      stream.push(chunk);
      if (isLast) stream.push(null);
    };
    return new Readable({
      highWaterMark: chunkBytes,
      read() {
        next(this).catch((error: Error) => this.destroy(error));
      },
    });
  }
}
