import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { Account, Connection, Credential, Endpoints, CredentialSource } from '../../core/model';
import type { Connections } from '../../core/ports/tem';
import { parseStoredAccounts, type StoredAccount } from './storedAccount';

const secretName = 'tem.accounts';
const currentName = 'tem.currentAccount';

/** Dependencies of the accounts: where they are kept, and what reads the keys that are kept elsewhere. */
export interface AccountsDeps {
  readonly secrets: vscode.SecretStorage;
  readonly state: vscode.Memento;
  /** Reads the key that a source stands for now, also by a role. Throws `AppError` where there is none. */
  readonly readKey: (source: CredentialSource, place: Pick<Connection, 'site' | 'endpoints'>) => Promise<Credential>;
  readonly endpoints: () => Endpoints;
}

/** Lifetime of an account: the secret storage can refuse to keep it. */
export type Kept = 'stored' | 'thisWindow';

interface OfThisWindow {
  readonly account: Account;
  readonly connect: () => Promise<Connection>;
}

/** The signed-in accounts: those in SecretStorage, shared by all windows, and those that live in this window only. */
export class Accounts implements Connections, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly watching: vscode.Disposable;
  private readonly ofThisWindow = new Map<string, OfThisWindow>();
  /** The stored accounts, as they were read last. No key is kept here. */
  private known: Promise<readonly Account[]> | undefined;
  private isUnread = false;
  private chosen: string | undefined;
  private writing: Promise<unknown> = Promise.resolve();
  private changes = 0;

  /** Fires when accounts come, go or change hands, in whichever window that was done. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: AccountsDeps) {
    this.watching = deps.secrets.onDidChange((event) => {
      if (event.key !== secretName) return;
      this.known = undefined;
      this.changed.fire();
    });
    this.changed.event(() => (this.changes += 1));
  }

  async list(): Promise<readonly Account[]> {
    const ofWindow = [...this.ofThisWindow.values()].map(({ account }) => account);
    const kept = await (this.known ??= this.read());
    return [...ofWindow, ...kept.filter(({ id }) => !this.ofThisWindow.has(id))];
  }

  /** Gives the account that commands use when none is named; `undefined` when signed out. */
  async current(): Promise<Account | undefined> {
    const accounts = await this.list();
    const wanted = this.chosen ?? this.deps.state.get<string>(currentName);
    const current = accounts.find(({ id }) => id === wanted) ?? accounts[0];
    // Another window's choice must not change what this one uploads with.
    this.chosen = current?.id;
    return current;
  }

  async use(id: string): Promise<void> {
    this.chosen = id;
    if (!this.ofThisWindow.has(id)) await this.deps.state.update(currentName, id);
    this.changed.fire();
  }

  async connect(accountId: string): Promise<Connection> {
    const { changes } = this;
    const connection = await (await this.find(accountId))();
    // The key of a role may be long in coming: who has signed out meanwhile wants nothing done with it.
    if (changes !== this.changes) await this.find(accountId);
    return connection;
  }

  /**
   * Keeps `account`: a new one comes last and is the current one from now on, one that is known stays where it is. Goes on
   * for this window alone when it cannot be stored.
   */
  async add(account: StoredAccount): Promise<Kept> {
    let isKnown = false;
    try {
      await this.change((accounts) => {
        isKnown = accounts.some(({ id }) => id === account.id);
        return isKnown ? accounts.map((one) => (one.id === account.id ? account : one)) : [...accounts, account];
      });
    } catch {
      const { id, name, site } = account;
      await this.addHere({ account: { id, name, site }, connect: () => this.connectBy(account) });
      return 'thisWindow';
    }
    // A key that the storage refused before must not stand in for the one it took.
    this.ofThisWindow.delete(account.id);
    if (isKnown) this.changed.fire();
    else await this.use(account.id);
    return 'stored';
  }

  /** Adds an account that ends with this window and leaves no trace, and makes it the current one. */
  async addForThisWindow(account: Account, connection: Connection): Promise<void> {
    await this.addHere({ account, connect: () => Promise.resolve(connection) });
  }

  async remove(id: string): Promise<void> {
    if (this.chosen === id) this.chosen = undefined;
    const wasHere = this.ofThisWindow.delete(id);
    // The storage may hold an older key of it.
    if (wasHere && !(await this.list()).some((account) => account.id === id)) return this.changed.fire();
    await this.change((accounts) => accounts.filter((account) => account.id !== id));
    this.changed.fire();
  }

  dispose(): void {
    this.watching.dispose();
    this.changed.dispose();
  }

  /** Finds what connects an account; throws `notSignedIn` where there is none. */
  private async find(accountId: string): Promise<() => Promise<Connection>> {
    const here = this.ofThisWindow.get(accountId);
    if (here) return here.connect;
    const listed = this.known;
    const account = (await this.stored()).find(({ id }) => id === accountId);
    if (!account) {
      if (listed && listed === this.known) await this.forget(accountId, listed);
      throw new AppError('notSignedIn', 'this account was signed out');
    }
    return () => this.connectBy(account);
  }

  /** Has the accounts read again where `listed` has one that is gone: not every storage tells of other windows. */
  private async forget(accountId: string, listed: Promise<readonly Account[]>): Promise<void> {
    if (!(await listed).some(({ id }) => id === accountId) || listed !== this.known) return;
    this.known = undefined;
    this.changed.fire();
  }

  private async addHere(one: OfThisWindow): Promise<void> {
    this.ofThisWindow.set(one.account.id, one);
    await this.use(one.account.id);
  }

  private async connectBy({ site, key }: StoredAccount): Promise<Connection> {
    const endpoints = this.deps.endpoints();
    return { site, credential: await this.deps.readKey(key, { site, endpoints }), endpoints };
  }

  /** Lists the stored accounts; none while the storage cannot be read: what this window has goes on. */
  private async read(): Promise<readonly Account[]> {
    try {
      const accounts = accountsOf(await this.stored());
      const wasUnread = this.isUnread;
      this.isUnread = false;
      // Who was told of none learns that there may be some.
      if (wasUnread) this.changed.fire();
      return accounts;
    } catch {
      this.isUnread = true;
      this.known = undefined;
      return [];
    }
  }

  private async stored(): Promise<readonly StoredAccount[]> {
    return parseStoredAccounts(await this.deps.secrets.get(secretName));
  }

  private change(edit: (accounts: readonly StoredAccount[]) => readonly StoredAccount[]): Promise<void> {
    const next = this.writing
      .catch(() => undefined)
      .then(async () => {
        await this.deps.secrets.store(secretName, JSON.stringify(edit(await this.stored())));
        // What another window has stored since is read, too.
        this.known = undefined;
      });
    this.writing = next;
    return next;
  }
}

function accountsOf(stored: readonly StoredAccount[]): readonly Account[] {
  return stored.map(({ id, name, site }) => ({ id, name, site }));
}
