import type { ArrivedPart, FileMark, ResumePoint } from '../core/ports';
import type { UploadGrant } from '../core/model';
import { combineCrc64 } from './combineCrc64';
import type { Plan, PlannedPart } from './planParts';

type PartsPlan = Extract<Plan, { shape: 'parts' }>;

/** A multipart upload on its way: which parts have arrived and how much of the others is sent. */
export class PartsUnderway {
  private readonly arrived = new Map<number, ArrivedPart>();
  private readonly moving = new Map<number, number>();
  private arrivedBytes = 0;

  constructor(
    readonly uploadId: string,
    private readonly grant: Pick<UploadGrant, 'bucket' | 'key'>,
    private readonly plan: PartsPlan,
    private readonly file: FileMark,
    arrived: readonly ArrivedPart[] = [],
  ) {
    arrived.forEach((part) => this.land(part));
  }

  /** The parts that are still to be sent, in order. */
  get missing(): readonly PlannedPart[] {
    return this.plan.parts.filter(({ number }) => !this.arrived.has(number));
  }

  /** The parts that have arrived, in order. */
  get inOrder(): readonly ArrivedPart[] {
    return [...this.arrived.values()].sort((a, b) => a.number - b.number);
  }

  /** Bytes that have been sent so far. */
  get sent(): number {
    return [...this.moving.values()].reduce((sum, bytes) => sum + bytes, this.arrivedBytes);
  }

  /** Enough to go on from here another day. */
  get point(): ResumePoint {
    const { bucket, key } = this.grant;
    const { partBytes } = this.plan;
    return { bucket, key, uploadId: this.uploadId, partBytes, file: this.file, arrived: this.inOrder };
  }

  /** Takes note of how many bytes of a part are sent in the present try; answers how many more than before. */
  moved(number: number, bytes: number): number {
    const before = this.moving.get(number) ?? 0;
    this.moving.set(number, bytes);
    return Math.max(0, bytes - before);
  }

  /** Takes note that a part has arrived. */
  land(part: ArrivedPart): void {
    this.moving.delete(part.number);
    this.arrived.set(part.number, part);
    this.arrivedBytes += part.end - part.start;
  }
}

/** CRC-64 of the whole, as unsigned decimal, from those of its parts in order. */
export function crc64OfParts(parts: readonly ArrivedPart[]): string {
  return String(parts.reduce((crc, part) => combineCrc64(crc, BigInt(part.crc64), part.end - part.start), 0n));
}
