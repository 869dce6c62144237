import type { StoredObject } from '../../core/ports/objectStore';

// Both times are whole seconds.
const slackMs = 2000;

/** The start of one upload, by the clock of COS where that is known: this machine's clock may be wrong. */
export class UploadStart {
  private readonly startedAt = performance.now();

  /** `begunAt`: when an earlier process created the upload, epoch ms by the clock of COS, 0 where unknown. */
  constructor(private readonly earlier?: { readonly begunAt: number }) {
    this.begunAt = earlier?.begunAt ?? 0;
  }

  /** Epoch ms by the clock of COS; 0 until COS has said. */
  begunAt: number;

  /** Tells whether an object was certainly stored after the upload had started. */
  isBefore({ storedAt, respondedAt }: StoredObject): boolean {
    if (storedAt === undefined) return false;
    if (this.begunAt) return storedAt >= this.begunAt;
    // How long ago an earlier process started is unknown.
    if (this.earlier || respondedAt === undefined) return false;
    return storedAt >= respondedAt - (performance.now() - this.startedAt) - slackMs;
  }

  /** Tells whether an object was certainly stored before the upload started. */
  isAfter({ storedAt }: StoredObject): boolean {
    return storedAt !== undefined && this.begunAt !== 0 && storedAt < this.begunAt;
  }
}
