import type { Accounts } from '../accounts/accounts';
import { offerSignIn } from '../accounts/offerSignIn';
import type { ApplicationsView } from './applicationsView';

/** Dependencies of refreshing. */
export interface RefreshDeps {
  readonly accounts: Pick<Accounts, 'current'>;
  readonly applications: Pick<ApplicationsView, 'refresh'>;
}

/** Reads everything in the Applications view again; signed out there is nothing to read. */
export function refreshCommand({ accounts, applications }: RefreshDeps) {
  return async (): Promise<void> => {
    applications.refresh();
    if (!(await accounts.current())) await offerSignIn();
  };
}
