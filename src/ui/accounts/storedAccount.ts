import type { Account, CredentialSource } from '../../core/model';

/** An account as it lies in SecretStorage. */
export interface StoredAccount extends Account {
  readonly site: 'china' | 'international';
  readonly key: CredentialSource;
}

/** Reads what `JSON.stringify` of stored accounts wrote; whatever is not an account is left out. */
export function parseStoredAccounts(text: string | undefined): readonly StoredAccount[] {
  let values: unknown;
  try {
    values = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  return Array.isArray(values) ? values.filter(isStoredAccount) : [];
}

function isStoredAccount(value: unknown): value is StoredAccount {
  const { id, name, site, key } = Object(value) as Record<string, unknown>;
  return isText(id) && isText(name) && (site === 'china' || site === 'international') && isCredentialSource(key);
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
