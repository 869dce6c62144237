import { makeCrc64Machine } from './crc64Machine';

// Used from one step to the next without a pause, and left as it was but for its window: nobody can tell it is shared.
const machine = makeCrc64Machine();
const ALL_ONES = (1n << 64n) - 1n;

/** Computes CRC-64/XZ piece by piece. Of "123456789" it is 11051210869376104954. */
export class Crc64 {
  #register = ALL_ONES;

  update(bytes: Buffer): this {
    const { window } = machine;
    for (let at = 0; at < bytes.length; at += window.length) {
      const piece = bytes.subarray(at, at + window.length);
      window.set(piece);
      this.#register = machine.run(this.#register, piece.length);
    }
    return this;
  }

  digest(): bigint {
    return this.#register ^ ALL_ONES;
  }
}
