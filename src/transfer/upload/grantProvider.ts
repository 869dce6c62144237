import { failureConsequences } from '../../core/failureConsequences';
import { AppError, type Failure } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import { raceAbort } from '../../core/raceAbort';

/** Requests another grant for the same object. */
export type RequestGrant = (signal: AbortSignal) => Promise<UploadGrant>;

interface Held {
  readonly grant: UploadGrant;
  /** Time when the grant was received, ms by this machine's clock. */
  readonly since: number;
}

const minSeconds = 120;
// After so many other grants for one request it is no accident that COS refuses them.
const maxRenewals = (failure: Failure): number => (failure === 'grantExpired' ? 3 : 1);

/** Provides the grant of one upload: renews it before it expires or when COS rejects it, once for all waiting requests. */
export class GrantProvider {
  private held: Held;
  private renewing: Promise<UploadGrant> | undefined;

  /** `now` is epoch ms of this machine, whose clock may be wrong: only differences count. */
  constructor(
    first: UploadGrant,
    private readonly requestGrant: RequestGrant,
    private readonly now: () => number,
  ) {
    this.held = { grant: first, since: now() };
  }

  /** The present grant, which may have expired. */
  get current(): UploadGrant {
    return this.held.grant;
  }

  /**
   * Runs `work` with a valid grant, and again with another one when COS rejects it: three times where it has expired, else once,
   * or as often as `renewalsOf` says. Ends with `signal`, whatever `work` does.
   */
  async withGrant<T>(
    signal: AbortSignal,
    work: (grant: UploadGrant) => Promise<T>,
    renewalsOf: (failure: Failure) => number = maxRenewals,
  ): Promise<T> {
    for (let renewals = 0; ; renewals++) {
      const grant = this.isFresh() ? this.current : await this.refresh(this.current, signal);
      try {
        return await raceAbort(signal, work(grant));
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError)) throw error;
        if (failureConsequences[error.failure].again !== 'newKey' || renewals >= renewalsOf(error.failure)) throw error;
        await this.refresh(grant, signal);
      }
    }
  }

  /** Provides a grant other than `old`. Ends with `signal`. */
  async refresh(old: UploadGrant, signal: AbortSignal): Promise<UploadGrant> {
    for (;;) {
      if (this.current !== old) return this.current;
      this.renewing ??= this.renew(signal).finally(() => (this.renewing = undefined));
      try {
        return await raceAbort(signal, this.renewing);
      } catch (error) {
        // The upload that requested it for all may have been cancelled; the others have not.
        if (signal.aborted || !(error instanceof AppError) || error.failure !== 'cancelled') throw error;
      }
    }
  }

  private async renew(signal: AbortSignal): Promise<UploadGrant> {
    const grant = await raceAbort(signal, this.requestGrant(signal));
    this.held = { grant, since: this.now() };
    return grant;
  }

  private isFresh(): boolean {
    const { grant, since } = this.held;
    const lifetime = grant.expiresAt - grant.startsAt;
    const left = lifetime - Math.max(0, this.now() - since) / 1000;
    // A token that never lives for two minutes must not be renewed at every request.
    return left > Math.min(minSeconds, lifetime / 4);
  }
}

/** Tells whether two places are of the same object. */
export function isSamePlace(a: Pick<UploadGrant, 'bucket' | 'key'>, b: Pick<UploadGrant, 'bucket' | 'key'>): boolean {
  return a.bucket === b.bucket && a.key === b.key;
}
