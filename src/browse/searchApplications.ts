import type { Account, Application } from '../core/model';
import { placeKey, type RegionPlace } from '../core/place';
import type { AuthObserver } from '../core/ports/authObserver';
import type { CallOptions, Connections, Tem } from '../core/ports/tem';
import { matchesFilter } from './matchesFilter';

/** A region of an account. */
export interface SearchedRegion {
  readonly account: Account;
  readonly region: string;
}

/** An application that was found, and its region. */
export interface FoundApplication extends SearchedRegion {
  readonly application: Application;
}

/** A region whose search failed. */
export interface FailedRegion extends SearchedRegion {
  readonly error: unknown;
}

/** Collaborators of the search. */
export interface SearchDeps {
  readonly accounts: Connections & { list(): Promise<readonly Account[]> };
  readonly auth: AuthObserver;
  readonly tem: Pick<Tem, 'findApplications'>;
  readonly regions: () => readonly string[];
  /** Returns the applications of a region that are loaded. */
  readonly loaded: (place: RegionPlace) => readonly Application[];
}

/** The matches so far: first the applications that are loaded, then those that TEM found. */
export interface SearchResults {
  readonly found: readonly FoundApplication[];
  readonly failed: readonly FailedRegion[];
  /** Regions that have more matches than `found` holds. */
  readonly truncated: readonly SearchedRegion[];
}

/** Finds matches among the applications that are loaded (all for an empty text), without a request. */
export async function searchLoaded(
  { accounts, regions, loaded }: Pick<SearchDeps, 'accounts' | 'regions' | 'loaded'>,
  text: string,
): Promise<readonly FoundApplication[]> {
  return (await accounts.list()).flatMap((account) =>
    regions().flatMap((region) =>
      loaded({ accountId: account.id, region })
        .filter((application) => matchesFilter(application, text))
        .map((application) => ({ account, region, application })),
    ),
  );
}

/** Options of `searchEverywhere`. `onResults` is called after the response of each region. */
export interface SearchOptions extends CallOptions {
  readonly onResults: (results: SearchResults) => void;
}

/** Lets TEM search every region of every account; resolves when all have responded. A region that fails is a result. */
export async function searchEverywhere(
  deps: SearchDeps,
  text: string,
  { onResults, signal }: SearchOptions,
): Promise<void> {
  const found = new Map((await searchLoaded(deps, text)).map((one) => [keyOf(one), one]));
  const failed: FailedRegion[] = [];
  const truncated: SearchedRegion[] = [];
  const find = async (account: Account, region: string) => {
    const connection = await deps.accounts.connect(account.id);
    return deps.tem.findApplications({ connection, region, keyword: text }, { signal });
  };
  const search = async (account: Account, region: string): Promise<void> => {
    try {
      const { applications, total } = await deps.auth.observe(account.id, signal, find(account, region));
      for (const application of applications) {
        const one = { account, region, application };
        found.set(keyOf(one), found.get(keyOf(one)) ?? one);
      }
      const start = placeKey({ accountId: account.id, region });
      const known = [...found.keys()].filter((key) => key.startsWith(start)).length;
      if (known < total) truncated.push({ account, region });
    } catch (error) {
      failed.push({ account, region, error });
    }
    if (!signal.aborted) onResults({ found: [...found.values()], failed: [...failed], truncated: [...truncated] });
  };
  const accounts = await deps.accounts.list();
  await Promise.all(accounts.flatMap((account) => deps.regions().map((region) => search(account, region))));
}

function keyOf({ account, region, application }: FoundApplication): string {
  return placeKey({ accountId: account.id, region, applicationId: application.id });
}
