import type * as vscode from 'vscode';
import type { AuthState } from './authState';
import type { Accounts } from './accounts';

/** Dependencies of `followRenewals`. */
export interface FollowRenewalsDeps {
  readonly accounts: Pick<Accounts, 'onDidChange'>;
  readonly auth: Pick<AuthState, 'reset'>;
  /** Fires with the id of an account that has another key. */
  readonly keyRenewals: Pick<vscode.EventEmitter<string>, 'fire'>;
}

/** Tells of accounts that get another key; what was found against the former one is over. */
export function followRenewals({ accounts, auth, keyRenewals }: FollowRenewalsDeps): vscode.Disposable {
  return accounts.onDidChange(({ kind, id }) => {
    if (kind === 'renewed' || kind === 'removed') auth.reset(id);
    // One that was signed out of meanwhile comes back with it.
    if (kind === 'renewed' || kind === 'added') keyRenewals.fire(id);
  });
}
