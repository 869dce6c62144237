import type { Progress } from '../../core/ports/progressContext';
import { transferRate, type TransferRate } from '../../core/transferRate';
import type { UploadOrder } from '../../core/model';
import type { Remains, Upload, UploadEnd, UploadState } from './upload';

/** An upload as its queue keeps it: with what belongs to the present run. */
export interface UploadEntry extends Upload, UploadRun {
  state: UploadState;
  /** Remains of the run before, from the time it was last put into the queue. */
  remains: Remains | undefined;
}

interface UploadRun {
  /** Progress that was reported last. */
  latest: Progress;
  readonly rate: TransferRate;
  readonly stop: AbortController;
  readonly end: (end: UploadEnd) => void;
  readonly ended: Promise<UploadEnd>;
}

/** Makes an upload of this window that stands as `state` says. */
export function newEntry(order: UploadOrder, state: UploadState): UploadEntry {
  return { kind: 'upload', id: order.id, order, state, remains: undefined, ...newRun() };
}

/** Makes an upload, the same object, one that is to run again, by an order of the same id. */
export function renew(entry: UploadEntry, order: UploadOrder): void {
  const { state } = entry;
  const remains = state.kind === 'failed' || state.kind === 'interrupted' ? state.remains : undefined;
  Object.assign(entry, newRun(), { order, state: { kind: 'queued' }, remains });
}

function newRun(): UploadRun {
  let end: UploadRun['end'] = () => undefined;
  const ended = new Promise<UploadEnd>((resolve) => (end = resolve));
  return {
    latest: { stage: 'checking' },
    rate: transferRate(),
    stop: new AbortController(),
    end,
    ended,
  };
}

/** Copies an order for another run. What was accepted before holds no more: the file may have been built anew since. */
export function orderToRetry({ acceptsDamage: _, ...order }: UploadOrder, acceptsDamage: boolean): UploadOrder {
  return acceptsDamage ? { ...order, acceptsDamage } : order;
}
