import { randomBytes } from 'node:crypto';
import { newKey } from './newKey';

/**
 * The scope of a credential: storing (and reading) one object key, or reading and listing below a prefix, or everything
 * in its bucket. TEM gives out the first two only.
 */
export type Scope =
  | { readonly type: 'write'; readonly key: string }
  | { readonly type: 'read'; readonly prefix: string }
  | { readonly type: 'owner' };

/**
 * A credential for COS; a temporary one has a `token`, an owner's an empty one. Times are epoch seconds. `home` is the
 * prefix of the application's packages.
 */
export interface Grant {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
  readonly bucket: string;
  readonly region: string;
  readonly scope: Scope;
  readonly home: string;
  readonly startsAt: number;
  readonly expiresAt: number;
}

const kept = 10_000;

/** Keeps the latest credentials given out. An expired one is still known, so that it can be refused as expired. */
export class Grants {
  readonly #byId = new Map<string, Grant>();

  constructor(readonly now: () => number) {}

  /** Creates a temporary credential that lives for `lifetime` seconds. */
  create(wanted: Pick<Grant, 'bucket' | 'region' | 'scope' | 'home'>, lifetime: number): Grant {
    const startsAt = Math.floor(this.now() / 1000);
    return this.#keep({
      ...wanted,
      secretId: `AKID${randomBytes(30).toString('base64url')}`,
      secretKey: randomBytes(32).toString('base64'),
      token: randomBytes(120).toString('base64url'),
      startsAt,
      expiresAt: startsAt + lifetime,
    });
  }

  /** Creates the credential of a bucket's owner, which needs no token and does not expire. */
  createOwner(bucket: string, region: string): Grant {
    const scope = { type: 'owner' } as const;
    return this.#keep({ bucket, region, scope, home: '', ...newKey(), token: '', startsAt: 0, expiresAt: Infinity });
  }

  #keep(grant: Grant): Grant {
    this.#byId.set(grant.secretId, grant);
    for (const oldest of this.#byId.keys()) {
      if (this.#byId.size <= kept) break;
      this.#byId.delete(oldest);
    }
    return grant;
  }

  find(secretId: string): Grant | undefined {
    return this.#byId.get(secretId);
  }
}
