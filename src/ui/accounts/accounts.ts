import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { Account, Connection, CredentialSource } from '../../core/model';
import type { Connections } from '../../core/ports/tem';
import { accountChanges, type AccountChange } from './accountChange';
import type { AccountsDeps, OfThisWindow } from './accountsDeps';
import { KeptAccounts, type ListedAccount } from './keptAccounts';
import type { StoredAccount } from './storedAccount';

const currentName = 'tem.currentAccount';

/** Lifetime of an account: the secret storage can refuse to keep it. */
export type Kept = 'stored' | 'thisWindow';

/** The signed-in accounts: those that all windows share, and those that live in this window only. */
export class Accounts implements Connections, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<AccountChange>();
  private readonly listening: vscode.Disposable;
  private readonly kept: KeptAccounts;
  private readonly ofThisWindow = new Map<string, OfThisWindow>();
  private known: Promise<readonly ListedAccount[]> | undefined;
  /** Accounts that changes are told against; absent until somebody listed them. */
  private told: readonly ListedAccount[] | undefined;
  private stopWatching: (() => void) | undefined;
  private isDisposed = false;
  private chosen: string | undefined;
  private reads = 0;
  private changes = 0;

  /** Fires for each account that comes, goes or is changed, in whichever window that was done. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly deps: AccountsDeps) {
    this.kept = new KeptAccounts(deps);
    this.listening = deps.secrets.onDidChange(({ key }) => {
      if (this.kept.noteChange(key)) void this.look();
    });
    this.changed.event(() => (this.changes += 1));
  }

  async list(): Promise<readonly Account[]> {
    return (await (this.known ??= this.read())).map(({ account }) => account);
  }

  /** Gives the account that commands use when none is named; `undefined` when signed out. */
  async current(): Promise<Account | undefined> {
    const accounts = await this.list();
    const wanted = this.chosen ?? this.deps.state.get<string>(currentName);
    const current = accounts.find(({ id }) => id === wanted) ?? accounts[0];
    // Another window's choice must not change what this one uploads with. One that cannot be read now was not given up.
    if (current?.id === wanted || this.known) this.chosen = current?.id;
    return current;
  }

  /** Makes an account the current one; throws `notSignedIn` where it was signed out of. */
  async use(id: string): Promise<void> {
    if (!(await this.siteOf(id))) throw new AppError('notSignedIn', 'this account was signed out');
    await this.choose(id);
  }

  async connect(accountId: string): Promise<Connection> {
    const { changes } = this;
    const connection = await (await this.find(accountId))();
    // The key of a role may be long in coming: who has signed out meanwhile wants nothing done with it.
    if (changes !== this.changes) await this.find(accountId);
    return connection;
  }

  /** Gives where an account's key comes from; `undefined` where that is not known. Never rejects. */
  async keySource(id: string): Promise<CredentialSource | undefined> {
    return this.ofThisWindow.get(id)?.key ?? (await this.kept.keySource(id).catch(() => undefined));
  }

  /**
   * Keeps `account`: a new one comes last and is the current one from now on, one that is known stays where it is. Goes on
   * for this window alone when it cannot be stored.
   */
  async add(account: StoredAccount): Promise<Kept> {
    const { key, ...named } = account;
    const isKnown = await this.isKept(named.id);
    try {
      await this.kept.save(account);
    } catch {
      const connect = () => this.connectBy(named.site, key);
      await this.addHere({ account: named, key, revision: crypto.randomUUID(), connect });
      return 'thisWindow';
    }
    // A key that the storage refused before must not stand in for the one it took.
    this.ofThisWindow.delete(named.id);
    if (!isKnown) this.chosen = named.id;
    await this.look();
    if (!isKnown) await this.choose(named.id);
    return 'stored';
  }

  /** Adds an account that ends with this window and leaves no trace, and makes it the current one. */
  async addForThisWindow(account: Account, connection: Connection): Promise<void> {
    const revision = [connection.credential.secretId, connection.endpoints.tem].join(' ');
    await this.addHere({ account, revision, connect: () => Promise.resolve(connection) });
  }

  async rename(id: string, name: string): Promise<void> {
    const here = this.ofThisWindow.get(id);
    if (here) this.ofThisWindow.set(id, { ...here, account: { ...here.account, name } });
    if (await this.isKept(id)) await this.kept.rename(id, name);
    await this.look();
  }

  async remove(id: string): Promise<void> {
    if (this.chosen === id) this.chosen = undefined;
    const wasHere = this.ofThisWindow.delete(id);
    try {
      // The storage may hold an older key of it.
      if (!wasHere || (await this.isKept(id))) await this.kept.remove(id);
    } finally {
      await this.look();
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.stopWatching?.();
    this.listening.dispose();
    this.changed.dispose();
  }

  private async choose(id: string): Promise<void> {
    this.chosen = id;
    if (!this.ofThisWindow.has(id)) await this.deps.state.update(currentName, id);
    this.changed.fire({ kind: 'current', id });
  }

  /** Finds what connects an account; throws `notSignedIn` where there is none, `noKey` where its key is missing. */
  private async find(id: string): Promise<() => Promise<Connection>> {
    const here = this.ofThisWindow.get(id);
    if (here) return here.connect;
    const site = await this.siteOf(id);
    const key = site && (await this.kept.keySource(id));
    if (site && key) return () => this.connectBy(site, key);
    // Not every storage tells of other windows.
    if (site) await this.look();
    if (site && (await this.siteOf(id))) {
      throw new AppError('noKey', vscode.l10n.t('not found in the secret storage of this machine'));
    }
    throw new AppError('notSignedIn', 'this account was signed out');
  }

  private async siteOf(accountId: string): Promise<Account['site'] | undefined> {
    return (await this.list()).find(({ id }) => id === accountId)?.site;
  }

  private async isKept(accountId: string): Promise<boolean> {
    return (await this.kept.list()).accounts.some(({ account }) => account.id === accountId);
  }

  private async addHere(one: OfThisWindow): Promise<void> {
    this.ofThisWindow.set(one.account.id, one);
    this.chosen = one.account.id;
    await this.look();
    await this.choose(one.account.id);
  }

  private async connectBy(site: Account['site'], key: CredentialSource): Promise<Connection> {
    const endpoints = this.deps.endpoints();
    return { site, credential: await this.deps.readKey(key, { site, endpoints }), endpoints };
  }

  /** Reads which accounts there are now, and tells what is different from the last time. */
  private async look(): Promise<void> {
    this.told ??= [];
    await (this.known = this.read());
  }

  private async read(): Promise<readonly ListedAccount[]> {
    const turn = ++this.reads;
    const { accounts: kept, isWhole } = await this.kept.list();
    // A later read knows more.
    if (turn !== this.reads && this.known) return this.known;
    // What this window has goes on while others cannot be read, and they are asked for again.
    if (!isWhole) this.known = undefined;
    const listed = [...this.ofThisWindow.values(), ...kept.filter(({ account: { id } }) => !this.ofThisWindow.has(id))];
    const { told } = this;
    this.told = listed;
    // They may have been read when the window was closed.
    this.watch(kept.length > 0 && !this.isDisposed);
    for (const change of told ? accountChanges(told, listed) : []) this.changed.fire(change);
    return listed;
  }

  /** Has this window told of what others do, while there is an account that they share. */
  private watch(isWanted: boolean): void {
    if (isWanted) this.stopWatching ??= this.deps.files.watch(() => void this.look());
    if (isWanted) return;
    this.stopWatching?.();
    this.stopWatching = undefined;
  }
}
