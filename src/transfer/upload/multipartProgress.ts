import type { UploadGrant } from '../../core/model';
import type { ListedPart } from '../../core/ports/objectStore';
import type { Checkpoint, CompletedPart, FileMark } from '../../core/ports/uploadJournal';
import { combineCrc64 } from '../../hashing/combineCrc64';
import type { Expected } from './compareStored';
import type { MultipartPlan, PlannedPart } from './planParts';
import { bareEtag } from './storedSums';

// A slow line's share: until a part is completed, less may be shown than is true, but hardly more.
const cautiousBytesPerMs = 256;

/** One part in its present attempt: the bytes that the system has taken, and since when it does (ms). */
interface SendingPart {
  readonly taken: number;
  readonly since: number;
}

/** The fixed facts of a multipart upload, for its checkpoints. `uploadId` is empty while it is being created. */
export interface MultipartProgressInput {
  readonly uploadId: string;
  readonly grant: Pick<UploadGrant, 'bucket' | 'key'>;
  readonly plan: MultipartPlan;
  readonly file: FileMark;
  readonly begunAt: number;
  readonly completedParts?: readonly CompletedPart[] | undefined;
}

/** The progress of a multipart upload: completed parts, sent or copied, and how much of the others is sent. */
export class MultipartProgress {
  private readonly completed = new Map<number, CompletedPart>();
  private readonly sending = new Map<number, SendingPart>();
  /** Numbers of the parts that are still to be copied. */
  private readonly copying = new Set<number>();
  private sentCompletely = 0;
  private reused = 0;
  private pending = 0;
  /** Of one connection: as the last part was completed. */
  private bytesPerMs = cautiousBytesPerMs;

  /** `now` is ms of a clock that only goes forward. */
  constructor(
    private readonly input: MultipartProgressInput,
    private readonly now: () => number = () => performance.now(),
  ) {
    for (const { number, range, copyFrom } of input.plan.parts) {
      if (copyFrom === undefined) continue;
      this.copying.add(number);
      this.reused += range.end - range.start;
      this.pending += range.end - range.start;
    }
    input.completedParts?.forEach((part) => this.recordCompleted(part));
  }

  /** The parts that COS does not have yet, ordered by number. */
  get missing(): readonly PlannedPart[] {
    return this.input.plan.parts.filter(({ number }) => !this.completed.has(number));
  }

  /** Of these, the ones that are to be copied. */
  get toCopy(): readonly PlannedPart[] {
    return this.missing.filter(({ number }) => this.copying.has(number));
  }

  /** Of these, the ones that are to be sent. */
  get toSend(): readonly PlannedPart[] {
    return this.missing.filter(({ number }) => !this.copying.has(number));
  }

  /** The completed parts, ordered by number. */
  get completedParts(): readonly CompletedPart[] {
    return [...this.completed.values()].sort((a, b) => a.number - b.number);
  }

  /** Bytes that need not be sent, for they are copied, or still to be copied. */
  get reusedBytes(): number {
    return this.reused;
  }

  /** Of these, the ones that are still to be copied. */
  get copyingBytes(): number {
    return this.pending;
  }

  /**
   * Bytes that have been sent so far. What the system has taken may wait there for long: a part that is being sent counts no
   * more than the throughput of the others makes likely.
   */
  get sentBytes(): number {
    const now = this.now();
    const likely = ({ taken, since }: SendingPart): number =>
      Math.min(taken, Math.round((now - since) * this.bytesPerMs));
    return [...this.sending.values()].reduce((sum, part) => sum + likely(part), this.sentCompletely);
  }

  /** The present state, from which the upload can be resumed. */
  get checkpoint(): Checkpoint {
    const { uploadId, grant, plan, file, begunAt } = this.input;
    const { bucket, key } = grant;
    const { partBytes, delta } = plan;
    const { completedParts } = this;
    return { bucket, key, uploadId, begunAt, partBytes, file, completedParts, ...(delta && { delta }) };
  }

  /** Records that an attempt at a part starts. */
  recordStart(number: number): void {
    this.sending.set(number, { taken: 0, since: this.now() });
  }

  /** Records how many bytes of a part the system has taken. */
  recordSent(number: number, taken: number): void {
    const since = this.sending.get(number)?.since ?? this.now();
    this.sending.set(number, { taken, since });
  }

  /** Records that COS has stored a part. */
  recordCompleted(part: CompletedPart): void {
    const bytes = part.end - part.start;
    const since = this.sending.get(part.number)?.since;
    if (since !== undefined) this.bytesPerMs = bytes / Math.max(1, this.now() - since);
    this.sending.delete(part.number);
    this.completed.set(part.number, part);
    if (part.isCopied) {
      if (!this.endCopying(part.number, bytes)) this.reused += bytes;
    } else {
      if (this.endCopying(part.number, bytes)) this.reused -= bytes;
      this.sentCompletely += bytes;
    }
  }

  /** Records that a part will not be copied but sent. */
  recordUncopied({ number, range: { start, end } }: PlannedPart): void {
    if (this.endCopying(number, end - start)) this.reused -= end - start;
  }

  /**
   * Forgets those of some completed parts that COS lists with another ETag or size, so that they are sent again; tells whether there
   * are any.
   */
  dropReplaced(listed: readonly ListedPart[], numbers: ReadonlySet<number>): boolean {
    const replaced = listed.filter(({ number, etag, bytes }) => {
      const part = numbers.has(number) ? this.completed.get(number) : undefined;
      if (!part) return false;
      return bareEtag(part.etag) !== bareEtag(etag) || (bytes ?? part.end - part.start) !== part.end - part.start;
    });
    replaced.forEach(({ number }) => this.drop(number));
    return replaced.length > 0;
  }

  /** Keeps of the completed parts those that COS lists, with the ETags that it lists. */
  keepListed(listed: readonly ListedPart[]): void {
    const byNumber = new Map(listed.map((part) => [part.number, part]));
    for (const part of this.completedParts) {
      const bytes = part.end - part.start;
      const found = byNumber.get(part.number);
      // Its bytes were compared when it was stored, and will be as a whole: an ETag is whatever COS calls it.
      if (found && (found.bytes ?? bytes) === bytes) {
        this.completed.set(part.number, { ...part, etag: found.etag });
      } else {
        this.drop(part.number);
      }
    }
  }

  /** Notes that a part is not to be copied any more; tells whether it was. */
  private endCopying(number: number, bytes: number): boolean {
    const wasCopying = this.copying.delete(number);
    if (wasCopying) this.pending -= bytes;
    return wasCopying;
  }

  private drop(number: number): void {
    const part = this.completed.get(number);
    if (!part) return;
    this.completed.delete(number);
    if (part.isCopied) this.reused -= part.end - part.start;
    else this.sentCompletely -= part.end - part.start;
  }
}

/** Computes what the parts of a checkpoint may have become; `undefined` while one was missing. */
export function objectOf({ completedParts, file }: Checkpoint): Expected | undefined {
  const bytes = completedParts.reduce((sum, { start, end }) => sum + end - start, 0);
  return bytes === file.bytes ? { bytes, crc64: crc64OfParts(completedParts) } : undefined;
}

/** Combines the CRC-64 of parts, in order, to that of the whole as unsigned decimal. */
export function crc64OfParts(parts: readonly CompletedPart[]): string {
  return String(parts.reduce((crc, part) => combineCrc64(crc, BigInt(part.crc64), part.end - part.start), 0n));
}
