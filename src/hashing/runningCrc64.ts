import type { HashKernel } from './hashKernel';
import { chunkAt, chunkBytes } from './hashMemory';

/** CRC-64/XZ of one stream of bytes, computed on the calling thread. */
export class RunningCrc64 {
  private register = 0xffffffffffffffffn;

  constructor(private readonly kernel: HashKernel) {}

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const piece = bytes.subarray(at, at + chunkBytes);
      this.kernel.memory.set(piece, chunkAt(0));
      this.register = this.kernel.crc64(this.register, chunkAt(0), piece.length);
    }
  }

  /** The CRC of everything so far, unsigned. */
  get value(): bigint {
    return this.register ^ 0xffffffffffffffffn;
  }
}
