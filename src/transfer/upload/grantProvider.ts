import { aftermath } from '../../core/aftermath';
import { AppError, type Failure } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import { raceAbort } from '../../core/raceAbort';

/** Asks for another grant for the same place. */
export type Renew = (signal: AbortSignal) => Promise<UploadGrant>;

interface Held {
  readonly grant: UploadGrant;
  /** When it came, in ms of this machine's clock. */
  readonly since: number;
}

const minSeconds = 120;
// After so many other grants for one request it is no accident that the store refuses them.
const maxOthers = (failure: Failure): number => (failure === 'grantExpired' ? 3 : 1);

/** The grant of one upload: renewed before it expires and when the store says that it has, once for all who wait. */
export class GrantProvider {
  private held: Held;
  private renewing: Promise<UploadGrant> | undefined;

  /** `now` is epoch ms of this machine, whose clock may be wrong: only differences count. */
  constructor(
    first: UploadGrant,
    private readonly renew: Renew,
    private readonly now: () => number,
  ) {
    this.held = { grant: first, since: now() };
  }

  /** The grant as it is, which may have expired. */
  get current(): UploadGrant {
    return this.held.grant;
  }

  /**
   * Runs `work` with a grant that is good, and again with another one when the store refuses it: thrice where it is said to
   * have expired, else once. Ends with `signal`, whatever `work` does.
   */
  async withGrant<T>(signal: AbortSignal, work: (grant: UploadGrant) => Promise<T>): Promise<T> {
    for (let others = 0; ; others++) {
      const grant = this.isFresh() ? this.current : await this.refresh(this.current, signal);
      try {
        return await raceAbort(signal, work(grant));
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError)) throw error;
        if (aftermath[error.failure].again !== 'newKey' || others >= maxOthers(error.failure)) throw error;
        await this.refresh(grant, signal);
      }
    }
  }

  /** A grant that is not `old`. Ends with `signal`. */
  async refresh(old: UploadGrant, signal: AbortSignal): Promise<UploadGrant> {
    for (;;) {
      if (this.current !== old) return this.current;
      this.renewing ??= this.ask(signal).finally(() => (this.renewing = undefined));
      try {
        return await raceAbort(signal, this.renewing);
      } catch (error) {
        // Whoever asked for all may have been stopped; the others have not.
        if (signal.aborted || !(error instanceof AppError) || error.failure !== 'cancelled') throw error;
      }
    }
  }

  private async ask(signal: AbortSignal): Promise<UploadGrant> {
    const grant = await raceAbort(signal, this.renew(signal));
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

/** Whether two grants are for the same object. */
export function isSamePlace(a: Pick<UploadGrant, 'bucket' | 'key'>, b: Pick<UploadGrant, 'bucket' | 'key'>): boolean {
  return a.bucket === b.bucket && a.key === b.key;
}
