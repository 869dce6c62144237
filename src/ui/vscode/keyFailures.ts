import { isAuthFailure } from '../../core/errors';
import type { Chosen } from './tellFailure';

/** Failure of a job that began at `beganAt` and asked with the key at `askedAt`, both in ms of `performance.now()`. */
export interface TimedFailure {
  readonly error: unknown;
  readonly beganAt: number;
  readonly askedAt: number;
}

interface Told {
  readonly at: number;
  readonly chosen: Promise<Chosen>;
}

/** The messages that stand about keys, one an account: a key that fails several jobs at once is asked for once. */
export class KeyFailures {
  private readonly told = new Map<string, Told>();
  private readonly renewedAt = new Map<string, number>();

  /** Notes that an account has another key. */
  noteRenewal(accountId: string): void {
    this.renewedAt.set(accountId, performance.now());
  }

  /**
   * Tells of a failure by `tell` and gives what a person chose. What began before they were told of the same account's key ends
   * as they choose there; what they begin after that is told by itself, since that message may be out of sight. Nobody is told
   * of a key that has been renewed since it was asked with.
   */
  async tellOnce({ error, beganAt, askedAt }: TimedFailure, tell: () => Promise<Chosen>): Promise<Chosen> {
    const accountId = isAuthFailure(error) ? error.accountId : undefined;
    if (accountId === undefined) return tell();
    if (askedAt < (this.renewedAt.get(accountId) ?? -Infinity)) return 'again';
    const before = this.told.get(accountId);
    if (before && beganAt <= before.at) return before.chosen;
    const told: Told = { at: performance.now(), chosen: tell() };
    this.told.set(accountId, told);
    try {
      return await told.chosen;
    } finally {
      if (this.told.get(accountId) === told) this.told.delete(accountId);
    }
  }
}
