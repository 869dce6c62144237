import * as vscode from 'vscode';
import type { AuthState } from './authState';
import type { Accounts } from './accounts';

/** Dependencies of `KeyRenewals`. */
export interface KeyRenewalsDeps {
  readonly accounts: Pick<Accounts, 'onDidChange'>;
  readonly auth: Pick<AuthState, 'reset'>;
}

/** The accounts that get another key; what was found against the former one is over. */
export class KeyRenewals implements vscode.Disposable {
  private readonly renewed = new vscode.EventEmitter<string>();
  private readonly listening: vscode.Disposable;

  /** Fires with the id of an account that has another key. */
  readonly onDidRenewKey = this.renewed.event;

  constructor({ accounts, auth }: KeyRenewalsDeps) {
    this.listening = accounts.onDidChange(({ kind, id }) => {
      if (kind === 'renewed' || kind === 'removed') auth.reset(id);
      // One that was signed out of meanwhile comes back with it.
      if (kind === 'renewed' || kind === 'added') this.renewed.fire(id);
    });
  }

  dispose(): void {
    this.listening.dispose();
    this.renewed.dispose();
  }
}
