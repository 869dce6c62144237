import type { Account, Application } from '../core/model';
import type { AuthObserver } from '../core/ports/authObserver';
import type { Connections, Tem } from '../core/ports/tem';
import { matchesFilter } from './filterApplications';
import { placeKey, type RegionPlace } from '../core/place';

/** A region of an account. */
export interface SearchedRegion {
  readonly account: Account;
  readonly region: string;
}

/** An application that was found, and where. */
export interface FoundApplication extends SearchedRegion {
  readonly application: Application;
}

/** A region that could not be searched. */
export interface UnsearchedRegion extends SearchedRegion {
  readonly error: unknown;
}

/** Whom to ask. */
export interface SearchDeps {
  readonly accounts: Connections & { list(): Promise<readonly Account[]> };
  readonly keys: AuthObserver;
  readonly tem: Pick<Tem, 'findApplications'>;
  readonly regions: () => readonly string[];
  /** The applications of a region that are there without asking. */
  readonly loaded: (place: RegionPlace) => readonly Application[];
}

/** What is found so far; those that are loaded come first, then those which TEM finds. */
export interface Findings {
  readonly found: readonly FoundApplication[];
  readonly unsearched: readonly UnsearchedRegion[];
  /** Regions that have more matches than are found. */
  readonly cut: readonly SearchedRegion[];
}

/** What matches among the applications that are loaded: all of them for an empty text. Asks nobody. */
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

/** Lets TEM search in every region of every account; `onFound` hears of each region's answer as it comes. */
export async function searchEverywhere(
  needs: SearchDeps,
  text: string,
  onFound: (findings: Findings) => void,
  signal: AbortSignal,
): Promise<void> {
  const found = new Map((await searchLoaded(needs, text)).map((one) => [keyOf(one), one]));
  const unsearched: UnsearchedRegion[] = [];
  const cut: SearchedRegion[] = [];
  const ask = async (account: Account, region: string) =>
    needs.tem.findApplications(await needs.accounts.connect(account.id), region, text, signal);
  const search = async (account: Account, region: string): Promise<void> => {
    try {
      const { applications, total } = await needs.keys.observe(account.id, signal, ask(account, region));
      for (const application of applications) {
        const one = { account, region, application };
        found.set(keyOf(one), found.get(keyOf(one)) ?? one);
      }
      const start = placeKey({ accountId: account.id, region });
      if ([...found.keys()].filter((key) => key.startsWith(start)).length < total) cut.push({ account, region });
    } catch (error) {
      unsearched.push({ account, region, error });
    }
    if (!signal.aborted) onFound({ found: [...found.values()], unsearched: [...unsearched], cut: [...cut] });
  };
  const accounts = await needs.accounts.list();
  await Promise.all(accounts.flatMap((account) => needs.regions().map((region) => search(account, region))));
}

function keyOf({ account, region, application }: FoundApplication): string {
  return placeKey({ accountId: account.id, region, applicationId: application.id });
}
