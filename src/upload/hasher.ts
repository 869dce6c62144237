import { createHash } from 'node:crypto';
import { Crc64 } from './crc64';

/** `md5` in lower-case hex, `crc64` CRC-64/XZ. */
export interface Sums {
  readonly md5: string;
  readonly crc64: bigint;
}

export interface HashStream {
  update(bytes: Uint8Array): Promise<void>;
  digest(): Sums;
}

export class Hasher {
  open(): HashStream {
    const md5 = createHash('md5');
    const crc = new Crc64();
    return {
      update(bytes) {
        md5.update(bytes);
        crc.update(bytes);
        return Promise.resolve();
      },
      digest: () => ({ md5: md5.digest('hex'), crc64: BigInt(crc.digest()) }),
    };
  }
}
