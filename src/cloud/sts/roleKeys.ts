import type { Credential } from '../../core/model';
import type { RoleKey, RoleRequest, StsClient } from './stsClient';

interface Kept {
  readonly request: RoleRequest;
  readonly asking: Promise<RoleKey>;
  /** `undefined` while it is asked for. */
  key?: RoleKey;
}

// STS takes clocks that differ by as much.
const minSeconds = 300;

/**
 * The temporary keys of roles, in memory only: each is got once for all who need it, and another one before it ends.
 * `now` is epoch ms.
 */
export class RoleKeys {
  private readonly kept = new Map<string, Kept>();
  private readonly given = new WeakMap<Credential, Kept>();

  constructor(
    private readonly sts: Pick<StsClient, 'assumeRole'>,
    private readonly now: () => number,
  ) {}

  /** A key that is good for five minutes at least, where STS gives such keys. Throws as `StsClient` does. */
  async key(request: RoleRequest): Promise<Credential> {
    const known = this.kept.get(nameOf(request));
    const kept = known && this.isFresh(known) ? known : this.ask(request);
    const { credential } = await kept.asking;
    this.given.set(credential, kept);
    return credential;
  }

  /** Another key for one that the service says has ended; `undefined` where that key is none of a role's. */
  async renewed(credential: Credential): Promise<Credential | undefined> {
    const kept = this.given.get(credential);
    if (!kept) return undefined;
    const name = nameOf(kept.request);
    if (this.kept.get(name) === kept) this.kept.delete(name);
    return this.key(kept.request);
  }

  private ask(request: RoleRequest): Kept {
    for (const [name, { key }] of this.kept) if (key && key.expiresAt * 1000 <= this.now()) this.kept.delete(name);
    const name = nameOf(request);
    const kept: Kept = { request, asking: this.sts.assumeRole(request) };
    this.kept.set(name, kept);
    kept.asking.then(
      (key) => void (kept.key = key),
      () => {
        if (this.kept.get(name) === kept) this.kept.delete(name);
      },
    );
    return kept;
  }

  private isFresh({ key }: Kept): boolean {
    return !key || key.expiresAt - this.now() / 1000 > minSeconds;
  }
}

function nameOf({ site, endpoints, credential, role }: RoleRequest): string {
  const { secretId, secretKey, token } = credential;
  return JSON.stringify([site, endpoints.tem, secretId, secretKey, token, role.arn, role.sessionName]);
}
