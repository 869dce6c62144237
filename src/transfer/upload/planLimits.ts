import { AppError } from '../../core/errors';
import { maxParts, minPartBytes } from '../../core/ports/objectStore';
import type { CompletedPart } from '../../core/ports/uploadJournal';
import { maxPutBytes, planParts, type Plan } from './planParts';

const shrinkFactor = 4;

/** The limits that refusals have shown for one file: whether it may go in parts, and the size of a request. */
export class PlanLimits {
  /** The largest request that is taken, as far as is known; bytes. */
  private maxBytes: number | undefined;

  /** `singlePutOnly`: the applications whose grants do not allow multipart uploads. */
  constructor(
    private readonly singlePutOnly: Set<string>,
    private readonly application: string,
    private readonly bytes: number,
  ) {}

  plan(bytesPerSecond: number | undefined): Plan {
    const { bytes, mayUseParts, maxBytes } = this;
    return planParts({ bytes, mayUseParts, bytesPerSecond, ...(maxBytes !== undefined && { maxBytes }) });
  }

  /** Tells whether a refusal may be of multipart uploads: once a part was sent they are allowed. */
  isMultipartRefused(error: unknown, completedParts: readonly CompletedPart[]): error is AppError {
    if (!(error instanceof AppError) || completedParts.some(isSent) || this.bytes > maxPutBytes) return false;
    return error.failure === 'grantRefused' || error.failure === 'notOffered';
  }

  /** Records that grants of the application do not allow multipart uploads. */
  recordMultipartRefused(): void {
    this.singlePutOnly.add(this.application);
  }

  /**
   * Tells whether the size of a request was refused and a smaller one may be taken: the next plan then has smaller ones. There are
   * none for a file that with parts of this size fills the most parts there may be. With a part of this size completed all of
   * them stay, and it is for another line to take the rest.
   */
  recordTooLarge(error: unknown, plan: Plan, completedParts: readonly CompletedPart[]): boolean {
    if (!(error instanceof AppError) || error.failure !== 'bodyTooLarge' || !this.mayUseParts) return false;
    const size = plan.kind === 'multipart' ? Math.min(plan.partBytes, this.bytes) : this.bytes;
    const minBytes = Math.max(minPartBytes, Math.ceil(this.bytes / maxParts));
    if (size <= minBytes || completedParts.some((part) => isSent(part) && part.end - part.start >= size)) return false;
    this.maxBytes = Math.max(minBytes, Math.floor(size / shrinkFactor));
    return true;
  }

  // What one PUT cannot take has no other way.
  private get mayUseParts(): boolean {
    return this.bytes > maxPutBytes || !this.singlePutOnly.has(this.application);
  }
}

function isSent({ isCopied }: CompletedPart): boolean {
  return isCopied !== true;
}
