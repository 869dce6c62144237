import type { UploadGrant } from '../../core/model';
import type { ListedPart } from '../../core/ports/objectStore';
import type { CompletedPart, FileMark, Checkpoint } from '../../core/ports/uploadJournal';
import { combineCrc64 } from '../../hashing/combineCrc64';
import type { Expected } from './verdict';
import type { Plan, PlannedPart } from './planParts';

type PartsPlan = Extract<Plan, { shape: 'parts' }>;

// A slow line's share: until a part has arrived, less may be shown than is true, but hardly more.
const modestPace = 256;

/** One part in its present try: the bytes that the system has taken, and since when it does (ms). */
interface Moving {
  readonly taken: number;
  readonly since: number;
}

/** A multipart upload on its way: which parts have arrived and how much of the others is sent. */
export class PartsUnderway {
  private readonly arrived = new Map<number, CompletedPart>();
  private readonly moving = new Map<number, Moving>();
  private arrivedBytes = 0;
  /** Bytes per ms of one connection: as the last part arrived, and modest before any has. */
  private pace = modestPace;

  /** `now` is ms of a clock that only goes forward. */
  constructor(
    readonly uploadId: string,
    private readonly grant: Pick<UploadGrant, 'bucket' | 'key'>,
    private readonly plan: PartsPlan,
    private readonly file: FileMark,
    private readonly begunAt: number,
    arrived: readonly CompletedPart[] = [],
    private readonly now: () => number = () => performance.now(),
  ) {
    arrived.forEach((part) => this.land(part));
  }

  /** The parts that are still to be sent, in order. */
  get missing(): readonly PlannedPart[] {
    return this.plan.parts.filter(({ number }) => !this.arrived.has(number));
  }

  /** The parts that have arrived, in order. */
  get inOrder(): readonly CompletedPart[] {
    return [...this.arrived.values()].sort((a, b) => a.number - b.number);
  }

  /**
   * Bytes that have been sent so far. What the system has taken may wait there for long: of a part that is under way
   * counts no more than what the pace of the others makes likely.
   */
  get sent(): number {
    const now = this.now();
    const likely = ({ taken, since }: Moving): number => Math.min(taken, Math.round((now - since) * this.pace));
    return [...this.moving.values()].reduce((sum, one) => sum + likely(one), this.arrivedBytes);
  }

  /** Enough to go on from here another day. */
  get point(): Checkpoint {
    const { bucket, key } = this.grant;
    const { partBytes } = this.plan;
    const { uploadId, begunAt, file, inOrder: arrived } = this;
    return { bucket, key, uploadId, begunAt, partBytes, file, arrived };
  }

  /** Takes note that a part is sent, once more or for the first time. */
  start(number: number): void {
    this.moving.set(number, { taken: 0, since: this.now() });
  }

  /** Takes note of how many bytes of a part the system has taken; answers how many more than before. */
  moved(number: number, taken: number): number {
    const before = this.moving.get(number) ?? { taken: 0, since: this.now() };
    this.moving.set(number, { ...before, taken });
    return Math.max(0, taken - before.taken);
  }

  /** Takes note that a part has arrived. */
  land(part: CompletedPart): void {
    const bytes = part.end - part.start;
    const since = this.moving.get(part.number)?.since;
    if (since !== undefined) this.pace = bytes / Math.max(1, this.now() - since);
    this.moving.delete(part.number);
    this.arrived.set(part.number, part);
    this.arrivedBytes += bytes;
  }

  /** Of the parts that have arrived only those still count that the store lists, and as it lists them. */
  keep(listed: readonly ListedPart[]): void {
    const byNumber = new Map(listed.map((part) => [part.number, part]));
    for (const part of this.inOrder) {
      const bytes = part.end - part.start;
      const found = byNumber.get(part.number);
      // Its bytes were compared when it arrived, and will be as a whole: an ETag is whatever the store calls it.
      if (found && (found.bytes ?? bytes) === bytes) {
        this.arrived.set(part.number, { ...part, etag: found.etag });
      } else {
        this.arrived.delete(part.number);
        this.arrivedBytes -= bytes;
      }
    }
  }
}

/** An ETag without what something on the way may have put around it. */
function bare(etag: string): string {
  return etag.replace(/^W\//, '').replace(/^"|"$/g, '');
}

/** The MD5 that an ETag may be, in lower case; `undefined` for one that can be none. */
export function bareMd5(etag: string): string | undefined {
  const md5 = bare(etag).toLowerCase();
  return /^[0-9a-f]{32}$/.test(md5) ? md5 : undefined;
}

/** What may have become the object, since all of it had arrived; `undefined` while something was missing. */
export function wholeOf({ arrived, file }: Checkpoint): Expected | undefined {
  const bytes = arrived.reduce((sum, { start, end }) => sum + end - start, 0);
  return bytes === file.bytes ? { bytes, crc64: crc64OfParts(arrived) } : undefined;
}

/** CRC-64 of the whole, as unsigned decimal, from those of its parts in order. */
export function crc64OfParts(parts: readonly CompletedPart[]): string {
  return String(parts.reduce((crc, part) => combineCrc64(crc, BigInt(part.crc64), part.end - part.start), 0n));
}
