import type { CopyBase } from '../../core/delta/deltaPlan';
import { AppError } from '../../core/errors';
import { isRefusal } from '../../core/isRefusal';
import { minPartBytes } from '../../core/ports/objectStore';
import type { CompletedPart } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import type { LineSpeed } from './lineSpeed';
import type { MultipartSession } from './multipartSession';
import { sumsOf } from './partContent';
import type { PlannedPart } from './planParts';
import { etagToSend, isOfSums } from './storedSums';
import { worthwhileMs } from './worthwhileMs';

/** The facts and collaborators of the copies of one upload. */
export interface PartCopiesDeps {
  readonly base: CopyBase;
  /** Tells whether anything is copied at all: a person may want none any more. */
  readonly isAllowed: boolean;
  /** The longest time that the first copy may take; others have a second more for each MiB. Less where the line is fast. */
  readonly patienceMs: number;
  readonly line: Pick<LineSpeed, 'bytesPerSecond'>;
  /** Called when COS refused to copy anything. */
  readonly onRefused: () => void;
}

/** Receives each part that is to be copied once: as a completed one, or to be sent. */
export interface CopyReceiver {
  readonly onCopied: (part: CompletedPart) => void;
  readonly onUncopied: (part: PlannedPart) => void;
}

const copiesAtOnce = 4;
// What any request takes, however few bytes it moves.
const latencyMs = 200;
// Also where the line would have sent everything sooner.
const minPatienceMs = 2000;

/**
 * Copies parts from the base while the file is read to compare them. The first copy is a probe: until it has succeeded there is no
 * other. A failure of whatever kind ends all copies of the upload, for good, and fails nothing else.
 */
export class PartCopies {
  /** The numbers of parts on which a copy may still land: it was given up before COS had responded. */
  readonly unanswered: Set<number>;
  private readonly ending = new AbortController();
  private isProved = false;
  private hasOthers = false;

  /** `maybePending`: the numbers of parts for which an earlier process may have requested copies. */
  constructor(
    private readonly deps: PartCopiesDeps,
    maybePending: readonly number[],
  ) {
    this.unanswered = new Set(maybePending);
    if (!deps.isAllowed) this.ending.abort();
  }

  /** Copies the parts that are to be copied; resolves when each is. Rejects only with a failure of the file. */
  async run(session: MultipartSession, { onCopied, onUncopied }: CopyReceiver): Promise<void> {
    const { parts, signal } = session;
    const queue = [...parts.toCopy];
    const copyNext = async (): Promise<void> => {
      const part = queue.shift();
      if (!part) return;
      const copied = this.isOver ? undefined : await this.copy(session, part);
      if (signal.aborted) return;
      if (copied) onCopied(copied);
      else onUncopied(part);
    };
    const worker = async (): Promise<void> => {
      while (queue.length > 0 && !signal.aborted) await copyNext();
    };
    if (!this.isProved) await copyNext();
    await Promise.all(Array.from({ length: copiesAtOnce }, worker));
  }

  /** The longest time that anything may take that the upload can do without. */
  get patienceMs(): number {
    return this.deps.patienceMs;
  }

  private get isOver(): boolean {
    return this.ending.signal.aborted;
  }

  /** Copies one part; `undefined` where it has to be sent. */
  private async copy(session: MultipartSession, part: PlannedPart): Promise<CompletedPart | undefined> {
    const { context, upload, signal } = session;
    const { number, range, copyFrom: start = 0 } = part;
    const { base } = this.deps;
    const bytes = range.end - range.start;
    const patienceMs = this.patienceFor(session, bytes);
    const stop = AbortSignal.any([signal, this.ending.signal]);
    const startedAt = performance.now();
    const reading = sumsOf(context, range, stop);
    const copying = upload
      .copyPart({ number, base, start, end: start + bytes, patienceMs }, { signal: stop })
      .catch((error: unknown) => this.giveUp(session, number, error));
    const stored = await Promise.race([copying, reading.then(() => copying)]);
    if (!stored) return undefined;
    this.isProved = true;
    const ms = performance.now() - startedAt;
    const sums = await raceAbort(signal, reading);
    // Stopped, since another copy has failed meanwhile.
    if (!sums) return undefined;
    const isEqual = isOfSums(stored, sums);
    if (isEqual === undefined) this.end(session, 'COS returned no sum of a copied part');
    else if (!isEqual) this.logOther(session, number);
    else this.endIfSlow(session, { bytes, ms });
    if (!isEqual) {
      // On a connection that was kept from an earlier request it may have gone out twice, and the first time be carried out last.
      this.unanswered.add(number);
      return undefined;
    }
    return { number, etag: etagToSend(stored, sums), ...range, crc64: String(sums.crc64), isCopied: true };
  }

  private patienceFor({ parts }: MultipartSession, bytes: number): number {
    const { patienceMs: probeMs, line } = this.deps;
    const maxMs = probeMs + (this.isProved ? (1000 * bytes) / minPartBytes : 0);
    const { bytesPerSecond } = line;
    return worthwhileMs({ bytes: parts.reusedBytes, bytesPerSecond, minMs: minPatienceMs, maxMs });
  }

  private giveUp(session: MultipartSession, number: number, error: unknown): undefined {
    if (!isAnswer(error)) this.unanswered.add(number);
    // Those that were stopped with the upload, or with the first that failed, have nothing to say.
    if (session.signal.aborted || this.isOver) return;
    const { failure, detail } = error instanceof AppError ? error : new AppError('internal', String(error));
    this.end(session, `${failure} (${detail})`);
    // What has copied one part before may copy: that it is refused now has another cause.
    if (!this.isProved && (failure === 'grantRefused' || failure === 'notOffered')) this.deps.onRefused();
  }

  /** Ends the copies where four at a time move less than the line does. */
  private endIfSlow(session: MultipartSession, { bytes, ms }: { readonly bytes: number; readonly ms: number }): void {
    const { bytesPerSecond } = this.deps.line;
    if (bytesPerSecond === undefined || bytes < minPartBytes || ms <= latencyMs) return;
    const perSecond = (copiesAtOnce * bytes * 1000) / (ms - latencyMs);
    if (perSecond < bytesPerSecond)
      this.end(session, `${bytes} bytes in ${Math.round(ms)} ms are less than the line takes`);
  }

  private end({ context }: MultipartSession, why: string): void {
    if (!this.isOver) context.log.info(`UploadPartCopy: ${why}, the parts are sent`);
    this.ending.abort();
  }

  private logOther({ context }: MultipartSession, number: number): void {
    if (!this.hasOthers) context.log.info(`UploadPartCopy: the base has other bytes for part ${number}, it is sent`);
    this.hasOthers = true;
  }
}

/** Tells whether COS itself has ended a request, so that nothing of it will happen any more. */
function isAnswer(error: unknown): boolean {
  return isRefusal(error) || (error instanceof AppError && error.failure === 'notFound');
}
