import type { UploadGrant } from '../../core/model';
import type { ListedPart } from '../../core/ports/objectStore';
import type { Checkpoint, CompletedPart, FileMark } from '../../core/ports/uploadJournal';
import { combineCrc64 } from '../../hashing/combineCrc64';
import type { Expected } from './compareStored';
import type { MultipartPlan, PlannedPart } from './planParts';

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

/** The progress of a multipart upload: completed parts, and how much of the others is sent. */
export class MultipartProgress {
  private readonly completed = new Map<number, CompletedPart>();
  private readonly sending = new Map<number, SendingPart>();
  private completedBytes = 0;
  /** Of one connection: as the last part was completed. */
  private bytesPerMs = cautiousBytesPerMs;

  /** `now` is ms of a clock that only goes forward. */
  constructor(
    private readonly input: MultipartProgressInput,
    private readonly now: () => number = () => performance.now(),
  ) {
    input.completedParts?.forEach((part) => this.recordCompleted(part));
  }

  /** The parts that are still to be sent, ordered by number. */
  get missing(): readonly PlannedPart[] {
    return this.input.plan.parts.filter(({ number }) => !this.completed.has(number));
  }

  /** The completed parts, ordered by number. */
  get completedParts(): readonly CompletedPart[] {
    return [...this.completed.values()].sort((a, b) => a.number - b.number);
  }

  /**
   * Bytes that have been sent so far. What the system has taken may wait there for long: a part that is being sent counts no
   * more than the throughput of the others makes likely.
   */
  get sentBytes(): number {
    const now = this.now();
    const likely = ({ taken, since }: SendingPart): number =>
      Math.min(taken, Math.round((now - since) * this.bytesPerMs));
    return [...this.sending.values()].reduce((sum, part) => sum + likely(part), this.completedBytes);
  }

  /** The present state, from which the upload can be resumed. */
  get checkpoint(): Checkpoint {
    const { uploadId, grant, plan, file, begunAt } = this.input;
    const { bucket, key } = grant;
    return { bucket, key, uploadId, begunAt, partBytes: plan.partBytes, file, completedParts: this.completedParts };
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
    this.completedBytes += bytes;
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
        this.completed.delete(part.number);
        this.completedBytes -= bytes;
      }
    }
  }
}

/** Reads the MD5 that an ETag may be, in lower case; `undefined` for one that can be none. */
export function md5OfEtag(etag: string): string | undefined {
  // Something on the way may have weakened or quoted it.
  const md5 = etag.replace(/^W\//, '').replace(/^"|"$/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(md5) ? md5 : undefined;
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
