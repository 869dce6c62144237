import { AppError } from '../errors';
import type { Connection, StoredPackage } from '../model';
import type { PackageStore } from '../ports/packageStore';
import type { Tem } from '../ports/tem';
import { placeKey, type ApplicationPlace } from './place';

/** What the store's listing gives: all packages, or that it may not be read. */
export type Listing =
  { readonly is: 'listed'; readonly packages: readonly StoredPackage[] } | { readonly is: 'denied' };

/** Whom to ask. */
export interface ListingNeeds {
  readonly tem: Pick<Tem, 'createReadGrant'>;
  readonly store: Pick<PackageStore, 'listPackages'>;
}

const mostPages = 100;

/** Lists what the store has of applications. What a key is denied is remembered as long as this lives: not asked again. */
export class Listings {
  // Each with its SecretId, since another key may be allowed to; it is shown nowhere.
  private readonly denied = new Set<string>();

  constructor(private readonly needs: ListingNeeds) {}

  /** `packageName` is that of any package of the application. Throws what is no denial. */
  async list(
    connection: Connection,
    place: ApplicationPlace,
    packageName: string,
    signal: AbortSignal,
  ): Promise<Listing> {
    const asked = `${placeKey(place)}${connection.credential.secretId}`;
    if (this.denied.has(asked)) return { is: 'denied' };
    try {
      return { is: 'listed', packages: await this.pages(connection, place, packageName, signal) };
    } catch (error) {
      if (!(error instanceof AppError) || error.failure !== 'denied') throw error;
      this.denied.add(asked);
      return { is: 'denied' };
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
    for (let page = 0; page < mostPages; page++) {
      const { packages, next } = await store.listPackages(connection, grant, from, signal);
      for (const one of packages) found.push(one);
      if (next === undefined) break;
      from = next;
    }
    return found;
  }
}
