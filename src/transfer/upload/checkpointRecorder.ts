import type { UploadRequest } from '../../core/ports/uploader';
import type { Checkpoint } from '../../core/ports/uploadJournal';

/** Tracks the checkpoint of one upload and saves each change before the upload relies on it. */
export class CheckpointRecorder {
  /** The state to resume from. */
  checkpoint: Checkpoint | undefined;
  /** Checkpoints whose parts in COS are pending cleanup. */
  private abandoned: Checkpoint[] = [];
  /** Resolves when the last of them is saved. */
  private saving: Promise<void> | undefined;
  /** Tells whether the journal may have a checkpoint. */
  private isSaved: boolean;

  constructor(
    private readonly request: Pick<UploadRequest, 'checkpoint' | 'onCheckpoint' | 'onAbandon' | 'onCleanedUp'>,
  ) {
    const { checkpoint } = request;
    // One without an id was lost with the process that created it: there is nothing to resume.
    this.checkpoint = checkpoint?.uploadId ? checkpoint : undefined;
    this.isSaved = checkpoint !== undefined;
  }

  /** Tells whether the upload is still the one that an earlier run created. */
  get isResumed(): boolean {
    return this.checkpoint !== undefined && this.checkpoint.uploadId === this.request.checkpoint?.uploadId;
  }

  async save(checkpoint: Checkpoint): Promise<void> {
    this.checkpoint = checkpoint;
    this.isSaved = true;
    await this.request.onCheckpoint?.(checkpoint);
  }

  /** Forgets the checkpoint of an upload that has left nothing in COS. */
  async clear(): Promise<void> {
    this.checkpoint = undefined;
    if (this.isSaved) await this.request.onCheckpoint?.(undefined);
    this.isSaved = false;
  }

  /** Keeps the checkpoint for another day, unless COS cannot have created an upload for it. */
  async keep(mayBeCreated: boolean): Promise<void> {
    if (this.checkpoint?.uploadId === '' && !mayBeCreated) await this.clear();
  }

  /** Forgets the checkpoint of an upload whose parts are still in COS, and has them remembered as pending cleanup. */
  async abandon(): Promise<void> {
    const { checkpoint } = this;
    if (!checkpoint) return this.clear();
    this.abandoned.push(checkpoint);
    this.checkpoint = undefined;
    this.isSaved = false;
    this.saving = this.request.onAbandon?.(checkpoint);
    await this.saving;
  }

  /** Records that COS has dropped everything that was abandoned, or would not. */
  async recordCleanup(isGone: boolean): Promise<void> {
    const { abandoned } = this;
    this.abandoned = [];
    await this.saving;
    for (const checkpoint of abandoned) await this.request.onCleanedUp?.(checkpoint, isGone);
  }
}
