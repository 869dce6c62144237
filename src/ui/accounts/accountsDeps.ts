import type * as vscode from 'vscode';
import type { Connection, Credential, CredentialSource, Endpoints } from '../../core/model';
import type { KeptAccountsDeps, ListedAccount } from './keptAccounts';

/** Dependencies of the accounts: where they are kept, and what reads the keys that are kept elsewhere. */
export interface AccountsDeps extends Pick<KeptAccountsDeps, 'files'> {
  readonly secrets: vscode.SecretStorage;
  readonly state: vscode.Memento;
  /** Reads the key that a source stands for now, also by a role. Throws `AppError` where there is none. */
  readonly readKey: (source: CredentialSource, place: Pick<Connection, 'site' | 'endpoints'>) => Promise<Credential>;
  readonly endpoints: () => Endpoints;
}

/** An account that lives in this window only. */
export interface OfThisWindow extends ListedAccount {
  /** The source of the key; the sandbox has none. */
  readonly key?: CredentialSource;
  readonly connect: () => Promise<Connection>;
}
