import type { UploadedPackage } from '../../core/model';
import type { Progress } from '../../core/ports/progressContext';
import type { CompletedPart, UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { UploadOrder } from '../../core/model';

/** An upload that waits for its turn, or is on its way. `bytesPerSecond` is absent until it has been measured. */
export type UploadUnderWay =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly progress: Progress; readonly bytesPerSecond: number | undefined };

/** Parts in COS of an upload that stopped half-way, to go on from. `sent` and `total` are bytes, those not counted that COS copied. */
export interface Remains {
  readonly unfinished: UnfinishedUpload;
  readonly sent: number;
  readonly total: number;
}

/** End of an upload; `interrupted` is one whose window closed. */
export type UploadEnd =
  | { readonly kind: 'failed'; readonly error: unknown; readonly remains?: Remains }
  | { readonly kind: 'interrupted'; readonly remains: Remains }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'finished'; readonly uploaded: UploadedPackage };

/** State of an upload of this window. */
export type UploadState = UploadUnderWay | UploadEnd;

/** An upload of this window: one object from its start to its removal. `id` is its order's. */
export interface Upload {
  readonly kind: 'upload';
  readonly id: string;
  readonly order: UploadOrder;
  readonly state: UploadState;
}

/** The way in which an upload is tried again: `acceptsDamage` where a person wants the package as it is, for this time. */
export interface RetryOptions {
  readonly acceptsDamage?: boolean;
}

/** An upload whose package is in TEM. */
export interface FinishedUpload extends Upload {
  readonly state: Extract<UploadState, { kind: 'finished' }>;
}

/** Measures how far an unfinished upload has come. */
export function remainsOf(unfinished: UnfinishedUpload): Remains {
  const { completedParts, file } = unfinished.checkpoint;
  const sent = bytesOf(completedParts.filter(({ isCopied }) => !isCopied));
  return { unfinished, sent, total: file.bytes - bytesOf(completedParts) + sent };
}

function bytesOf(parts: readonly CompletedPart[]): number {
  return parts.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** Gives the parts that an upload that has ended still has in COS; `undefined` where there are none. */
export function leftOf(state: UploadState): Remains | undefined {
  return state.kind === 'failed' || state.kind === 'interrupted' ? state.remains : undefined;
}

/** Tells whether an upload neither waits nor runs (any more). */
export function hasEnded(state: UploadState): state is UploadEnd {
  return state.kind !== 'queued' && state.kind !== 'running';
}
