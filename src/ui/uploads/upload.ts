import type { UploadedPackage } from '../../core/model';
import type { Progress } from '../../core/ports';
import type { UploadOrder } from '../../core/uploadPackage';

/** An upload that waits for its turn, or is on its way. `bytesPerSecond` is absent until it has been measured. */
export type UploadUnderWay =
  | { readonly is: 'queued' }
  | { readonly is: 'running'; readonly progress: Progress; readonly bytesPerSecond: number | undefined };

/** How an upload ended. */
export type UploadEnd =
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'cancelled' }
  | { readonly is: 'finished'; readonly uploaded: UploadedPackage };

/** Where an upload of this window stands. */
export type UploadState = UploadUnderWay | UploadEnd;

/** An upload of this window: one object from its start to its removal. `id` is never given twice. */
export interface Upload {
  readonly kind: 'upload';
  readonly id: string;
  readonly order: UploadOrder;
  readonly state: UploadState;
}

/** Whether it neither waits nor runs (any more). */
export function hasEnded(state: UploadState): state is UploadEnd {
  return state.is !== 'queued' && state.is !== 'running';
}
