import type { Clock } from '../../core/clock';
import type { Credential } from '../../core/model';
import type { RoleCredential, RoleRequest, StsClient } from './stsClient';

interface CacheEntry {
  readonly request: RoleRequest;
  readonly pending: Promise<RoleCredential>;
  /** Absent until STS has responded. */
  received?: RoleCredential;
}

// STS takes clocks that differ by as much.
const minSeconds = 300;

/** Caches the temporary credentials of roles, in memory only; all who need one share one request. */
export class RoleCredentials {
  private readonly cache = new Map<string, CacheEntry>();
  private readonly issued = new WeakMap<Credential, CacheEntry>();

  constructor(
    private readonly sts: Pick<StsClient, 'assumeRole'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** Gets a credential that is valid for five minutes at least, where STS issues such. Throws as `StsClient` does. */
  async get(request: RoleRequest): Promise<Credential> {
    const cached = this.cache.get(cacheKey(request));
    const entry = cached && this.isFresh(cached) ? cached : this.request(request);
    const { credential } = await entry.pending;
    this.issued.set(credential, entry);
    return credential;
  }

  /** Replaces a credential that a service calls expired; `undefined` for one that is no role's. */
  async renew(credential: Credential): Promise<Credential | undefined> {
    const entry = this.issued.get(credential);
    if (!entry) return undefined;
    const key = cacheKey(entry.request);
    if (this.cache.get(key) === entry) this.cache.delete(key);
    return this.get(entry.request);
  }

  private request(request: RoleRequest): CacheEntry {
    for (const [key, { received }] of this.cache)
      if (received && received.expiresAt * 1000 <= this.clock.now()) this.cache.delete(key);
    const key = cacheKey(request);
    const entry: CacheEntry = { request, pending: this.sts.assumeRole(request) };
    this.cache.set(key, entry);
    entry.pending.then(
      (received) => void (entry.received = received),
      () => {
        if (this.cache.get(key) === entry) this.cache.delete(key);
      },
    );
    return entry;
  }

  private isFresh({ received }: CacheEntry): boolean {
    return !received || received.expiresAt - this.clock.now() / 1000 > minSeconds;
  }
}

function cacheKey({ site, endpoints, credential, role }: RoleRequest): string {
  const { secretId, secretKey, token } = credential;
  return JSON.stringify([site, endpoints.tem, secretId, secretKey, token, role.arn, role.sessionName]);
}
