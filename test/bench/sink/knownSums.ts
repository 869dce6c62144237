import { createHash } from 'node:crypto';
import { Crc64 } from '../../../src/sandbox/cos/crc64';
import { joinCrc64, type Run } from '../../../src/sandbox/cos/joinCrc64';

/** What the store says of bytes: MD5 in hex, CRC-64/XZ and their count. */
export interface Sums extends Run {
  readonly md5: string;
}

/** Takes the bytes of one body. */
export interface Intake {
  update(bytes: Buffer): void;
  sums(): Sums;
}

/**
 * The sums of everything that was sent once already. A path, a part number and a length always carry the same bytes
 * here, so only what comes for the first time has to be hashed; the rest is thrown away at full speed.
 */
export class KnownSums {
  private readonly known = new Map<string, Sums>();
  private readonly joined = new Map<string, string>();
  /** Bodies that had to be hashed. */
  misses = 0;

  open(name: string, bytes: number): Intake {
    const place = `${name} ${bytes}`;
    const found = this.known.get(place);
    if (found) return { update: () => undefined, sums: () => found };
    this.misses += 1;
    const md5 = createHash('md5');
    const crc64 = new Crc64();
    return {
      update: (piece) => {
        md5.update(piece);
        crc64.update(piece);
      },
      sums: () => {
        const sums = { md5: md5.digest('hex'), crc64: crc64.digest(), size: bytes };
        this.known.set(place, sums);
        return sums;
      },
    };
  }

  /** The sums of the bytes that `read` yields, which it is asked for only once. */
  of(name: string, bytes: number, read: () => Iterable<Buffer>): Sums {
    const found = this.known.get(`${name} ${bytes}`);
    if (found) return found;
    const intake = this.open(name, bytes);
    for (const piece of read()) intake.update(piece);
    return intake.sums();
  }

  /** CRC-64 of parts one after the other. */
  join(parts: readonly Sums[]): string {
    const place = parts.map(({ md5 }) => md5).join();
    const found = this.joined.get(place) ?? String(joinCrc64(parts));
    this.joined.set(place, found);
    return found;
  }
}
