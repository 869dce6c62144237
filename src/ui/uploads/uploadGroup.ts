import { sentBytes } from './sentBytes';
import { shareSent } from './shareSent';
import { hasEnded, type Upload, type UploadEnd, type UploadState } from './upload';

/** Standing of uploads that were started together, those left out that were cancelled. */
export interface GroupStand {
  /** Uploads that are counted, each with its state. */
  readonly members: readonly Member[];
  readonly finished: number;
  readonly failed: number;
  /** Share of all bytes that are to be sent, 0 to 100. What has failed is counted as over. */
  readonly percent: number;
  /** Sum over those that run; `undefined` until it has been measured. */
  readonly bytesPerSecond: number | undefined;
}

/** An upload as its group sees it: as it ended first, also where it has been tried again since. */
export interface Member {
  readonly upload: Upload;
  readonly state: UploadState;
}

/** Follows uploads that were started together. */
export class UploadGroup {
  private readonly ends = new Map<Upload, UploadEnd>();
  /** Bytes of each that are to be sent, as far as that is known. */
  private readonly totals = new Map<Upload, number>();

  constructor(private readonly uploads: readonly Upload[]) {}

  /** Notes how the run of an upload ended that was started with the group. */
  end(upload: Upload, end: UploadEnd): void {
    this.ends.set(upload, end);
  }

  /** Lists the uploads that have not ended. */
  underWay(): readonly Upload[] {
    return this.members()
      .filter(({ state }) => !hasEnded(state))
      .map(({ upload }) => upload);
  }

  stand(): GroupStand {
    const members = this.members().filter(({ state }) => state.kind !== 'cancelled' && state.kind !== 'interrupted');
    members.forEach((member) => this.measure(member));
    const known = members.flatMap(({ upload }) => this.totals.get(upload) ?? []);
    // One that still waits is taken to be as large as the others are.
    const usual = known.length > 0 ? known.reduce((sum, bytes) => sum + bytes, 0) / known.length : 1;
    // Where nothing is to be sent, each counts the same.
    const sizes = members.map(({ upload }) => Math.max(1, this.totals.get(upload) ?? usual));
    const all = sizes.reduce((sum, bytes) => sum + bytes, 0);
    const moved = members.reduce((sum, { state }, n) => sum + (sizes[n] ?? 0) * shareOf(state), 0);
    const rates = members.flatMap(({ state }) => (state.kind === 'running' ? (state.bytesPerSecond ?? []) : []));
    return {
      members,
      finished: members.filter(({ state }) => state.kind === 'finished').length,
      failed: members.filter(({ state }) => state.kind === 'failed').length,
      percent: all > 0 ? (moved / all) * 100 : 0,
      bytesPerSecond: rates.length > 0 ? rates.reduce((sum, rate) => sum + rate, 0) : undefined,
    };
  }

  private members(): readonly Member[] {
    return this.uploads.map((upload) => ({ upload, state: this.ends.get(upload) ?? upload.state }));
  }

  private measure({ upload, state }: Member): void {
    if (state.kind === 'running' && state.progress.stage === 'sending') this.totals.set(upload, state.progress.total);
    if (state.kind === 'finished') this.totals.set(upload, sentBytes(state.uploaded));
  }
}

/** Gives how much of an upload is over, 0 to 1. */
function shareOf(state: UploadState): number {
  if (hasEnded(state)) return 1;
  if (state.kind === 'queued') return 0;
  const { progress } = state;
  if (progress.stage === 'sending') return shareSent(progress);
  return progress.stage === 'verifying' ? 1 : 0;
}
