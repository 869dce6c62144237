import type { UploadedPackage } from '../../core/model';
import type { Progress } from '../../core/ports/progressContext';
import type { UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { UploadOrder } from '../../core/model';

/** An upload that waits for its turn, or is on its way. `bytesPerSecond` is absent until it has been measured. */
export type UploadUnderWay =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly progress: Progress; readonly bytesPerSecond: number | undefined };

/** What an upload that stopped half-way has in the store, to go on from. `sent` and `total` are bytes. */
export interface Remains {
  readonly unfinished: UnfinishedUpload;
  readonly sent: number;
  readonly total: number;
}

/** How an upload ended; `interrupted` is one whose window closed. */
export type UploadEnd =
  | { readonly kind: 'failed'; readonly error: unknown; readonly remains?: Remains }
  | { readonly kind: 'interrupted'; readonly remains: Remains }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'finished'; readonly uploaded: UploadedPackage };

/** Where an upload of this window stands. */
export type UploadState = UploadUnderWay | UploadEnd;

/** An upload of this window: one object from its start to its removal. `id` is its order's. */
export interface Upload {
  readonly kind: 'upload';
  readonly id: string;
  readonly order: UploadOrder;
  readonly state: UploadState;
}

/** What there is to go on from. */
export function remainsOf(unfinished: UnfinishedUpload): Remains {
  const { completedParts, file } = unfinished.checkpoint;
  return { unfinished, sent: completedParts.reduce((sum, { start, end }) => sum + end - start, 0), total: file.bytes };
}

/** What an upload that has ended has still in the store; `undefined` where that is nothing. */
export function leftOf(state: UploadState): Remains | undefined {
  return state.kind === 'failed' || state.kind === 'interrupted' ? state.remains : undefined;
}

/** Whether it neither waits nor runs (any more). */
export function hasEnded(state: UploadState): state is UploadEnd {
  return state.kind !== 'queued' && state.kind !== 'running';
}
