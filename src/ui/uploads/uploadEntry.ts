import type { Progress } from '../../core/ports';
import { transferRate, type TransferRate } from '../../core/transferRate';
import type { UploadOrder } from '../../core/model';
import type { Upload, UploadEnd, UploadState } from './upload';

/** An upload as its queue keeps it: with what belongs to the present run. */
export interface UploadEntry extends Upload, UploadRun {
  state: UploadState;
}

interface UploadRun {
  /** What was reported last. */
  latest: Progress;
  readonly rate: TransferRate;
  readonly stop: AbortController;
  readonly end: (end: UploadEnd) => void;
  readonly ended: Promise<UploadEnd>;
}

/** An upload of this window that stands as `state` says. */
export function newEntry(order: UploadOrder, state: UploadState): UploadEntry {
  return { kind: 'upload', id: order.id, order, state, ...newRun() };
}

/** Makes an upload, the same object, one that is to run again. */
export function renew(entry: UploadEntry): void {
  Object.assign(entry, newRun(), { state: { is: 'queued' } });
}

function newRun(): UploadRun {
  let end: UploadRun['end'] = () => undefined;
  const ended = new Promise<UploadEnd>((resolve) => (end = resolve));
  return { latest: { stage: 'checking' }, rate: transferRate(), stop: new AbortController(), end, ended };
}
