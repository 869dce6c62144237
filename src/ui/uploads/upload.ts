import type { UploadedPackage } from '../../core/model';
import type { Progress } from '../../core/ports/progressContext';
import type { UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { UploadOrder } from '../../core/model';
import { shareSent } from './shareSent';

/** An upload that waits for its turn, or is on its way. `bytesPerSecond` is absent until it has been measured. */
export type UploadUnderWay =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running'; readonly progress: Progress; readonly bytesPerSecond: number | undefined };

/** Parts in COS of an upload that stopped half-way, to go on from. `percent` is where its bar stood, whole and never rounded up. */
export interface Remains {
  readonly unfinished: UnfinishedUpload;
  readonly percent: number;
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
  const { completedParts, delta, file } = unfinished.checkpoint;
  const completed = new Set(completedParts.map(({ number }) => number));
  const toCopy = delta?.parts.filter(({ copyFrom }, n) => copyFrom !== undefined && !completed.has(n + 1)) ?? [];
  const sent = bytesOf(completedParts.filter(({ isCopied }) => !isCopied));
  const copying = bytesOf(toCopy);
  const reused = bytesOf(completedParts) - sent + copying;
  const share = shareSent({ sent, total: file.bytes - reused, reused, copying });
  return { unfinished, percent: Math.floor(share * 100) };
}

function bytesOf(parts: readonly { readonly start: number; readonly end: number }[]): number {
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
