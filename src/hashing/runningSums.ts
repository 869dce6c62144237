import type { HashKernel, Lane } from './hashKernel';

const blockBytes = 64;

/** MD5 as lower-case hex, CRC-64/XZ unsigned. */
export interface Sums {
  readonly md5: string;
  readonly crc64: bigint;
}

/** Whole blocks, maybe none, that MD5 has still to process. */
export interface Work extends Lane {
  readonly blocks: number;
}

/** MD5 and CRC-64/XZ of one stream of bytes. */
export class RunningSums {
  private readonly state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  private readonly open = new Uint8Array(blockBytes);
  private length = 0;
  private register = 0xffffffffffffffffn;

  constructor(private readonly kernel: HashKernel) {}

  /** Adds bytes in the kernel's memory; returns the blocks that the caller must pass to MD5. */
  add(at: number, bytes: number): Work {
    const { memory } = this.kernel;
    this.register = this.kernel.crc64(this.register, at, bytes);
    const waiting = this.length % blockBytes;
    const head = waiting && Math.min(blockBytes - waiting, bytes);
    const tail = (bytes - head) % blockBytes;
    this.length += bytes;
    this.open.set(memory.subarray(at, at + head), waiting);
    if (waiting + head === blockBytes) this.kernel.md5Block(this.state, this.open);
    if (tail > 0) this.open.set(memory.subarray(at + bytes - tail, at + bytes));
    return { state: this.state, at: at + head, blocks: (bytes - head - tail) / blockBytes };
  }

  /** Computes the sums of everything so far. */
  digest(): Sums {
    const waiting = this.length % blockBytes;
    const last = Buffer.alloc(waiting < blockBytes - 8 ? blockBytes : 2 * blockBytes);
    last.set(this.open.subarray(0, waiting));
    last[waiting] = 0x80;
    last.writeBigUInt64LE(BigInt(this.length) * 8n, last.length - 8);
    const state = this.state.slice();
    for (let at = 0; at < last.length; at += blockBytes) {
      this.kernel.md5Block(state, last.subarray(at, at + blockBytes));
    }
    const md5 = Buffer.alloc(16);
    state.forEach((word, n) => md5.writeUInt32LE(word, 4 * n));
    return { md5: md5.toString('hex'), crc64: this.register ^ 0xffffffffffffffffn };
  }
}
