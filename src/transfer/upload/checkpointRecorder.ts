import type { UploadRequest } from '../../core/ports/uploader';
import type { Checkpoint } from '../../core/ports/uploadJournal';

/** How far an upload has come, and what it has left behind on the way; all of it is noted before it counts. */
export class CheckpointRecorder {
  /** What can be gone on from. */
  point: Checkpoint | undefined;
  /** What is to be dropped from the store. */
  private dropping: Checkpoint[] = [];
  /** Until what is to be dropped is noted. */
  private noting: Promise<void> | undefined;
  /** Whether the journal may know of something to go on from. */
  private isNoted: boolean;

  constructor(
    private readonly shipment: Pick<UploadRequest, 'checkpoint' | 'onCheckpoint' | 'onAbandon' | 'onCleanedUp'>,
  ) {
    const { checkpoint: resume } = shipment;
    // One without an id was lost with the process that began it: there is nothing to go on with.
    this.point = resume?.uploadId ? resume : undefined;
    this.isNoted = resume !== undefined;
  }

  /** Whether it is still the upload that an earlier run began. */
  get isResumed(): boolean {
    return this.point !== undefined && this.point.uploadId === this.shipment.checkpoint?.uploadId;
  }

  async save(point: Checkpoint): Promise<void> {
    this.point = point;
    this.isNoted = true;
    await this.shipment.onCheckpoint?.(point);
  }

  /** There is nothing to go on with, and nothing is left of it. */
  async clear(): Promise<void> {
    this.point = undefined;
    if (this.isNoted) await this.shipment.onCheckpoint?.(undefined);
    this.isNoted = false;
  }

  /** The upload may go on another day: from its point, unless nothing can have been begun there. */
  async keep(mayHaveBegun: boolean): Promise<void> {
    if (this.point?.uploadId === '' && !mayHaveBegun) await this.clear();
  }

  /** There is nothing to go on with, but the store still has something. */
  async abandon(): Promise<void> {
    const { point } = this;
    if (!point) return this.clear();
    this.dropping.push(point);
    this.point = undefined;
    this.isNoted = false;
    this.noting = this.shipment.onAbandon?.(point);
    await this.noting;
  }

  /** The store has dropped, or will not drop, what it had. */
  async dropped(isGone: boolean): Promise<void> {
    const { dropping } = this;
    this.dropping = [];
    await this.noting;
    for (const point of dropping) await this.shipment.onCleanedUp?.(point, isGone);
  }
}
