import { AppError } from '../core/errors';
import type { Connection, StoredPackage } from '../core/model';
import { placeKey, type ApplicationPlace } from '../core/place';
import type { PackageStore } from '../core/ports/packageStore';
import type { CallOptions, Tem } from '../core/ports/tem';

/** All packages of an application in COS, or the fact that the credential may not list them. */
export type ListingResult =
  { readonly kind: 'listed'; readonly packages: readonly StoredPackage[] } | { readonly kind: 'denied' };

/** Collaborators of `PackageListing`. */
export interface ListingDeps {
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly store: Pick<PackageStore, 'listPackages'>;
}

/** The application whose packages are listed; `packageName` is that of any of them. */
export interface ListingRequest extends ApplicationPlace {
  readonly connection: Connection;
  readonly packageName: string;
}

const maxPages = 100;

/** Lists the packages of applications in COS. A denial is remembered, and not requested again with the same credential. */
export class PackageListing {
  // Each with its SecretId, since another credential may be allowed to; it is shown nowhere.
  private readonly denied = new Set<string>();

  constructor(private readonly deps: ListingDeps) {}

  /** Lists the packages of one application. Throws every failure but `denied`, which is a result. */
  async list(request: ListingRequest, options: CallOptions): Promise<ListingResult> {
    const key = `${placeKey(request)}${request.connection.credential.secretId}`;
    if (this.denied.has(key)) return { kind: 'denied' };
    try {
      return { kind: 'listed', packages: await this.readPages(request, options) };
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'denied') throw error;
      this.denied.add(key);
      return { kind: 'denied' };
    }
  }

  private async readPages(
    { connection, region, applicationId, packageName }: ListingRequest,
    { signal }: CallOptions,
  ): Promise<readonly StoredPackage[]> {
    const { tem, store } = this.deps;
    const grant = await tem.createReadGrant({ connection, region, applicationId, packageName }, { signal });
    const found: StoredPackage[] = [];
    let from: string | undefined;
    for (let page = 0; page < maxPages; page++) {
      const { packages, next } = await store.listPackages({ connection, grant, from }, { signal });
      for (const one of packages) found.push(one);
      if (next === undefined) break;
      from = next;
    }
    return found;
  }
}
