import type { RolloutEnd } from '../deployment/rollout';
import type { RolloutPlan } from '../deployment/rolloutPlan';

/**
 * The note of one rollout that this machine began; contains no secret. `starting` is written before the request: a process that
 * dies then leaves it to others to find out whether it began.
 */
export interface RolloutRecord {
  readonly plan: RolloutPlan;
  readonly phase: 'starting' | 'underWay' | 'undoing' | 'ended';
  /** `StartTime` of TEM, once it is known. */
  readonly startWord?: string;
  /** `StartTime` of the rollout that TEM showed before, empty where it knew of none; absent where nobody has looked. */
  readonly priorStartWord?: string;
  /** The person who began it: the name of the account, and of the person in git where that is known. */
  readonly who?: string;
  /** Epoch ms. */
  readonly begunAt: number;
  readonly end?: { readonly kind: RolloutEnd['kind']; readonly at: number };
}

/** The notes of rollouts, which outlive a window and are shared by all windows of this home. */
export interface RolloutRecords {
  /** Reads all notes, newest first; none that is no note of ours. Throws `journalFailed` where they cannot be read. */
  all(): Promise<readonly RolloutRecord[]>;
  /**
   * Writes a note, or replaces it; resolves once it is on disk. Of those that have ended the last 200 are kept. Throws
   * `journalFailed` or `diskFull`.
   */
  save(record: RolloutRecord): Promise<void>;
  /** Holds a note for this process until `release` or its death; `false` where another living process holds it. */
  hold(id: string): Promise<boolean>;
  /** Releases what `hold` took. Never rejects. */
  release(id: string): Promise<void>;
  /** Removes the notes of an account whose service is gone, but those that another living process holds. Never rejects. */
  forget(accountId: string): Promise<void>;
  /** Calls `onChange` soon after any window has changed a note, until the returned function is called. */
  watch(onChange: () => void): () => void;
  /** Releases all that is held, synchronously: for a process that is about to end. */
  shutDown(): void;
}
