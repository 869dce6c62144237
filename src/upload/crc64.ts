import { HashKernel } from './hashKernel';

const pieceBytes = 256 * 1024;

/** CRC-64/XZ, the checksum COS keeps of every object; as fast as memory allows (well over 1 GB/s). */
export class Crc64 {
  private readonly kernel = new HashKernel(pieceBytes);
  private register = 0xffffffffffffffffn;

  update(bytes: Uint8Array): void {
    const { memory, roomAt } = this.kernel;
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes);
      memory.set(piece, roomAt);
      this.register = this.kernel.crc64(this.register, roomAt, piece.length);
    }
  }

  /** Of everything so far: unsigned decimal, as in `x-cos-hash-crc64ecma`. */
  digest(): string {
    return (this.register ^ 0xffffffffffffffffn).toString();
  }
}
