import type { Hasher } from './hasher';

/** Two buffers: one is read into while the other is on its way. */
export type BufferPair = readonly [Uint8Array, Uint8Array];

/** Bytes of one buffer: large enough to cost little, small enough that a slow line takes one well under 30 s. */
export const bufferBytes = 256 * 1024;

/** Buffers that are used again and again: as many pairs as were ever in use together, hashed where they lie. */
export class Buffers {
  private readonly free: BufferPair[] = [];

  constructor(private readonly hasher: Pick<Hasher, 'borrow'>) {}

  take(): BufferPair {
    return this.free.pop() ?? [this.hasher.borrow(), this.hasher.borrow()];
  }

  giveBack(pair: BufferPair): void {
    this.free.push(pair);
  }
}
