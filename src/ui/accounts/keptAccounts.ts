import type * as vscode from 'vscode';
import { KeyedQueue } from '../../core/keyedQueue';
import type { Account, CredentialSource } from '../../core/model';
import type { AccountFiles } from '../../core/ports/accountFiles';
import {
  parseAccountFile,
  parseKeySource,
  parseStoredAccounts,
  withoutStoredAccount,
  type AccountFile,
  type StoredAccount,
} from './storedAccount';

/** Dependencies of what is kept: one file and one secret an account. */
export interface KeptAccountsDeps {
  readonly secrets: Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;
  readonly files: AccountFiles;
}

/** An account as it is listed: `revision` is another one as soon as it has another key, and no secret. */
export interface ListedAccount {
  readonly account: Account;
  readonly revision: string;
}

/** Accounts as they are read; without `isWhole` some may be missing. */
export interface KeptList {
  readonly accounts: readonly ListedAccount[];
  readonly isWhole: boolean;
}

const oldSecretName = 'tem.accounts';
const secretNameStart = 'tem.account.';

/**
 * The accounts that all windows of this home share: a file says that there is one, and a secret has its key. The one secret of
 * older versions, which may run beside, is read as well, and changed only where one of its accounts is signed out of.
 */
export class KeptAccounts {
  /** The accounts of the old secret, as they were read last, with no key. */
  private old: Promise<readonly AccountFile[]> | undefined;
  // They stand in while they cannot be read again.
  private lastOld: readonly AccountFile[] = [];
  private lastFiles: readonly AccountFile[] = [];
  /** Of all accounts one after another: the old secret has several. */
  private readonly writes = new KeyedQueue();

  constructor(private readonly deps: KeptAccountsDeps) {}

  /** Notes that a secret is another one now; tells whether it is one of these. */
  noteChange(secretName: string): boolean {
    if (secretName === oldSecretName) this.old = undefined;
    return secretName === oldSecretName || secretName.startsWith(secretNameStart);
  }

  /** Lists the accounts by their age; of what cannot be read now, those that were read last. Never rejects. */
  async list(): Promise<KeptList> {
    const [isWhole, old] = await Promise.all([
      this.readFiles().catch(() => false),
      this.readOld().catch(() => undefined),
    ]);
    const all = new Map([...(old ?? this.lastOld), ...this.lastFiles].map((one) => [one.id, one]));
    const sorted = [...all.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
    const accounts = sorted.map(({ id, name, site, revision }) => ({ account: { id, name, site }, revision }));
    return { accounts, isWhole: isWhole && old !== undefined };
  }

  /** Reads the source of an account's key; `undefined` where it is missing. Rejects where no secret can be read. */
  async keySource(id: string): Promise<CredentialSource | undefined> {
    return parseKeySource(await this.deps.secrets.get(secretNameStart + id)) ?? (await this.oldKeySource(id));
  }

  /** Keeps an account, a new one or one with another key; rejects, and leaves what was, where it cannot be kept. */
  save(account: StoredAccount): Promise<void> {
    return this.writes.add(oldSecretName, () => this.write(account));
  }

  /** Gives an account another name. */
  rename(id: string, name: string): Promise<void> {
    return this.writes.add(oldSecretName, async () => {
      const file = await this.fileOf(id);
      if (file) return this.deps.files.replace(id, JSON.stringify({ ...file, name }));
      const [old, key] = [(await this.readOld()).find((one) => one.id === id), await this.oldKeySource(id)];
      if (old && key) await this.write({ id, name, site: old.site, key });
    });
  }

  /** Forgets an account and its key. */
  remove(id: string): Promise<void> {
    return this.writes.add(oldSecretName, async () => {
      const { secrets, files } = this.deps;
      await this.removeOld(id);
      await secrets.delete(secretNameStart + id);
      await files.remove(id);
    });
  }

  private async write({ key, ...account }: StoredAccount): Promise<void> {
    const { secrets, files } = this.deps;
    const known = (await this.fileOf(account.id)) ?? (await this.readOld()).find(({ id }) => id === account.id);
    const createdAt = known?.createdAt ?? Date.now();
    const text = () => JSON.stringify({ ...account, createdAt, revision: crypto.randomUUID() });
    // Other windows are told of the secret: then they find the file.
    const isNew = await files.create(account.id, text());
    try {
      await secrets.store(secretNameStart + account.id, JSON.stringify(key));
      // A keyring may be slow: who saw a new one without its key learns by the other revision that it has one.
      await files.replace(account.id, text());
    } catch (error) {
      if (isNew) await files.remove(account.id).catch(() => undefined);
      throw error;
    }
  }

  private async fileOf(id: string): Promise<AccountFile | undefined> {
    await this.readFiles();
    return this.lastFiles.find((file) => file.id === id);
  }

  /** Reads the files anew; tells whether all of them could be read. */
  private async readFiles(): Promise<boolean> {
    const texts = await this.deps.files.read();
    const before = this.lastFiles;
    this.lastFiles = [...texts].flatMap(
      ([id, text]) => (text === undefined ? before.find((one) => one.id === id) : parseAccountFile(id, text)) ?? [],
    );
    return ![...texts.values()].includes(undefined);
  }

  private readOld(): Promise<readonly AccountFile[]> {
    const reading = (this.old ??= this.readOldSecret().catch((error: unknown) => {
      if (this.old === reading) this.old = undefined;
      throw error;
    }));
    return reading;
  }

  private async readOldSecret(): Promise<readonly AccountFile[]> {
    const stored = parseStoredAccounts(await this.deps.secrets.get(oldSecretName));
    this.lastOld = await Promise.all(
      // They have no time, only an order: all of them are older than any file.
      stored.map(async ({ id, name, site, key }, createdAt) => {
        return { id, name, site, createdAt, revision: await digestOf(JSON.stringify(key)) };
      }),
    );
    return this.lastOld;
  }

  private async oldKeySource(id: string): Promise<CredentialSource | undefined> {
    if (!(await this.readOld()).some((one) => one.id === id)) return undefined;
    const found = parseStoredAccounts(await this.deps.secrets.get(oldSecretName)).find((one) => one.id === id);
    // Not every storage tells of other windows.
    if (!found) this.old = undefined;
    return found?.key;
  }

  private async removeOld(id: string): Promise<void> {
    if (!(await this.readOld()).some((one) => one.id === id)) return;
    const { secrets } = this.deps;
    const left = withoutStoredAccount(await secrets.get(oldSecretName), id);
    if (left !== undefined) await secrets.store(oldSecretName, left);
    this.old = undefined;
  }
}

async function digestOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return Buffer.from(digest).toString('hex');
}
