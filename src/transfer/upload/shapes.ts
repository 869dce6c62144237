import { AppError } from '../../core/errors';
import type { CompletedPart } from '../../core/ports/uploadJournal';
import { maxParts, minPartBytes } from '../../core/ports/objectStore';
import { maxPutBytes, planParts, type Plan } from './planParts';

const timesSmaller = 4;

/** In which shapes one file may go, as far as refusals have told. */
export class Shapes {
  /** What something on the way takes in one request, as far as that is known. */
  private maxBytes: number | undefined;

  /** `wholeOnly`: the applications whose grants do not allow multipart uploads. */
  constructor(
    private readonly wholeOnly: Set<string>,
    private readonly application: string,
    private readonly bytes: number,
  ) {}

  plan(bytesPerSecond: number | undefined): Plan {
    const { bytes, mayUseParts, maxBytes } = this;
    return planParts({ bytes, mayUseParts, bytesPerSecond, ...(maxBytes !== undefined && { maxBytes }) });
  }

  /** Whether it may be parts that are not allowed: once one has arrived they are. */
  isOfParts(error: unknown, arrived: readonly CompletedPart[]): error is AppError {
    if (!(error instanceof AppError) || arrived.length > 0 || this.bytes > maxPutBytes) return false;
    return error.failure === 'grantRefused' || error.failure === 'notOffered';
  }

  /** Takes note that it was parts that are not allowed. */
  onlyWhole(): void {
    this.wholeOnly.add(this.application);
  }

  /**
   * Whether it was the size of a request that is not taken, and a smaller one may be: the next plan then has smaller ones.
   * Of a file that only fills the most parts there may be with parts of this size there are none.
   * With a part of this size arrived all of them stay, and it is for another line to take the rest.
   */
  isOfSize(error: unknown, plan: Plan, arrived: readonly CompletedPart[]): boolean {
    if (!(error instanceof AppError) || error.failure !== 'bodyTooLarge' || !this.mayUseParts) return false;
    const size = plan.shape === 'parts' ? Math.min(plan.partBytes, this.bytes) : this.bytes;
    const least = Math.max(minPartBytes, Math.ceil(this.bytes / maxParts));
    if (size <= least || arrived.some(({ start, end }) => end - start >= size)) return false;
    this.maxBytes = Math.max(least, Math.floor(size / timesSmaller));
    return true;
  }

  // What one PUT cannot take has no other way.
  private get mayUseParts(): boolean {
    return this.bytes > maxPutBytes || !this.wholeOnly.has(this.application);
  }
}
