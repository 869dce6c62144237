import { AppError } from '../core/errors';
import type { Connection, StoredPackage } from '../core/model';
import type { PackageStore } from '../core/ports/packageStore';
import type { Tem } from '../core/ports/tem';
import { placeKey, type ApplicationPlace } from '../core/place';

/** What the store's listing gives: all packages, or that it may not be read. */
export type ListingResult =
  { readonly kind: 'listed'; readonly packages: readonly StoredPackage[] } | { readonly kind: 'denied' };

/** Whom to ask. */
export interface ListingDeps {
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly store: Pick<PackageStore, 'listPackages'>;
}

const maxPages = 100;

/** Lists what the store has of applications. What a key is denied is remembered as long as this lives: not asked again. */
export class PackageListing {
  // Each with its SecretId, since another key may be allowed to; it is shown nowhere.
  private readonly denied = new Set<string>();

  constructor(private readonly needs: ListingDeps) {}

  /** `packageName` is that of any package of the application. Throws what is no denial. */
  async list(
    connection: Connection,
    place: ApplicationPlace,
    packageName: string,
    signal: AbortSignal,
  ): Promise<ListingResult> {
    const asked = `${placeKey(place)}${connection.credential.secretId}`;
    if (this.denied.has(asked)) return { kind: 'denied' };
    try {
      return { kind: 'listed', packages: await this.pages(connection, place, packageName, signal) };
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'denied') throw error;
      this.denied.add(asked);
      return { kind: 'denied' };
    }
  }

  private async pages(
    connection: Connection,
    { region, applicationId }: ApplicationPlace,
    packageName: string,
    signal: AbortSignal,
  ): Promise<readonly StoredPackage[]> {
    const { tem, store } = this.needs;
    const grant = await tem.createReadGrant(connection, region, { applicationId, packageName }, signal);
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
