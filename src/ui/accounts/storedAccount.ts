import type { Account, CredentialSource } from '../../core/model';

/** An account that outlives its window, with the source of its key. */
export interface StoredAccount extends Account {
  readonly site: 'china' | 'international';
  readonly key: CredentialSource;
}

/** An account as its file has it: `createdAt` is epoch ms, `revision` another one with each key. */
export interface AccountFile extends Omit<StoredAccount, 'key'> {
  readonly createdAt: number;
  readonly revision: string;
}

/** Reads the file of an account; `undefined` for anything else, and for one that says it is of another account. */
export function parseAccountFile(id: string, text: string): AccountFile | undefined {
  const value = parsed(text);
  const { createdAt, revision } = Object(value) as Record<string, unknown>;
  if (!isAccount(value) || value.id !== id || !Number.isFinite(createdAt) || !isText(revision)) return undefined;
  return { id, name: value.name, site: value.site, createdAt: Number(createdAt), revision };
}

/** Reads the source of a key as the secret of its account has it; `undefined` for anything else. */
export function parseKeySource(text: string | undefined): CredentialSource | undefined {
  const value = parsed(text);
  return isCredentialSource(value) ? value : undefined;
}

/** Reads the accounts that versions up to 0.1 keep in one secret; whatever is not an account is left out. */
export function parseStoredAccounts(text: string | undefined): readonly StoredAccount[] {
  const values = parsed(text);
  return Array.isArray(values) ? values.filter(isStoredAccount) : [];
}

/** Takes an account out of the secret of those versions, and nothing else; `undefined` where it is not there. */
export function withoutStoredAccount(text: string | undefined, id: string): string | undefined {
  const values = parsed(text);
  if (!Array.isArray(values)) return undefined;
  const others = values.filter((value) => (Object(value) as Record<string, unknown>)['id'] !== id);
  return others.length < values.length ? JSON.stringify(others) : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

function isStoredAccount(value: unknown): value is StoredAccount {
  return isAccount(value) && isCredentialSource((value as Partial<StoredAccount>).key);
}

function isAccount(value: unknown): value is Omit<StoredAccount, 'key'> {
  const { id, name, site } = Object(value) as Record<string, unknown>;
  return isText(id) && isText(name) && (site === 'china' || site === 'international');
}

function isCredentialSource(value: unknown): value is CredentialSource {
  const { from, profile, credential } = Object(value) as Record<string, unknown>;
  if (from === 'environment') return true;
  if (from === 'profile') return isText(profile);
  const { secretId, secretKey, token } = Object(credential) as Record<string, unknown>;
  return from === 'typed' && isText(secretId) && isText(secretKey) && (token === undefined || isText(token));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
