import type { IncomingMessage } from 'node:http';
import type { Link } from './link';

/** Reads the body of one request at the pace of the link; `received` counts its bytes. */
export class Body implements AsyncIterable<Buffer> {
  received = 0;

  constructor(
    private readonly request: IncomingMessage,
    private readonly link: Link,
    private readonly corrupt: boolean,
  ) {}

  /** True when the rest of the body will never come: the client is gone or the sandbox stops. */
  get cut(): boolean {
    return (this.request.destroyed && !this.request.complete) || this.link.signal.aborted;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    const { socket } = this.request;
    // Who stops reading still has an answer to send: the connection stays.
    const chunks: AsyncIterable<Buffer> = this.request.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks) {
      const first = this.received === 0;
      this.received += chunk.length;
      if (this.link.limited) await this.link.pass(socket, 'up', chunk.length);
      yield first && this.corrupt ? flipBit(chunk) : chunk;
    }
  }

  async drain(): Promise<void> {
    const chunks = this[Symbol.asyncIterator]();
    while (!(await chunks.next()).done);
  }
}

/** Returns the same bytes but for one bit of the first. */
export function flipBit(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes);
  if (flipped.length > 0) flipped.writeUInt8(flipped.readUInt8(0) ^ 1, 0);
  return flipped;
}
