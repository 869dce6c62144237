import { AppError } from '../core/errors';
import type { UploadGrant } from '../core/model';

/** Asks for another grant for the same place. */
export type Renew = (signal: AbortSignal) => Promise<UploadGrant>;

interface Held {
  readonly grant: UploadGrant;
  /** When it came, in ms of this machine's clock. */
  readonly since: number;
}

const leastSeconds = 120;
// So many grants in a row that are refused as expired are no accident.
const mostRefused = 3;

/** The grant of one upload: renewed before it expires and when the store says that it has, once for all who wait. */
export class GrantKeeper {
  private held: Held;
  private renewing: Promise<UploadGrant> | undefined;
  private refused = 0;
  private lastRefused: UploadGrant | undefined;

  /** `now` is epoch ms of this machine, whose clock may be wrong: only differences count. */
  constructor(
    first: UploadGrant,
    private readonly renew: Renew,
    private readonly now: () => number,
  ) {
    this.held = { grant: first, since: now() };
  }

  /** The grant as it is, which may have expired. */
  get latest(): UploadGrant {
    return this.held.grant;
  }

  /** Runs `work` with a grant that is good, and again with another one when the store refuses it as expired. */
  async use<T>(signal: AbortSignal, work: (grant: UploadGrant) => Promise<T>): Promise<T> {
    for (;;) {
      const grant = this.isFresh() ? this.latest : await this.another(this.latest, signal);
      try {
        const result = await work(grant);
        this.refused = 0;
        return result;
      } catch (error) {
        if (!(error instanceof AppError) || error.failure !== 'grantExpired') throw error;
        if (this.refuse(grant) > mostRefused) throw error;
        await this.another(grant, signal);
      }
    }
  }

  /** A grant that is not `old`. */
  async another(old: UploadGrant, signal: AbortSignal): Promise<UploadGrant> {
    if (this.latest !== old) return this.latest;
    this.renewing ??= this.renew(signal)
      .then((grant) => {
        this.held = { grant, since: this.now() };
        return grant;
      })
      .finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  /** How many grants in a row were refused: one counts once, however many requests it was refused to. */
  private refuse(grant: UploadGrant): number {
    if (grant === this.latest && grant !== this.lastRefused) {
      this.lastRefused = grant;
      this.refused += 1;
    }
    return this.refused;
  }

  private isFresh(): boolean {
    const { grant, since } = this.held;
    const lifetime = grant.expiresAt - grant.startsAt;
    const left = lifetime - Math.max(0, this.now() - since) / 1000;
    // A token that never lives for two minutes must not be renewed at every request.
    return left > Math.min(leastSeconds, lifetime / 4);
  }
}

/** Whether two grants are for the same object. */
export function isSamePlace(a: Pick<UploadGrant, 'bucket' | 'key'>, b: Pick<UploadGrant, 'bucket' | 'key'>): boolean {
  return a.bucket === b.bucket && a.key === b.key;
}
