import { homedir } from 'node:os';
import { AppError } from '../../core/errors';
import type { Connection, Credential, Identity, KeySource } from '../../core/model';
import { environmentIdentity, profileIdentity, usualProfile } from './cliIdentity';
import { readCliProfile } from './cliProfiles';
import type { Environment } from './environmentKey';
import type { RoleKeys } from '../sts/roleKeys';

/** `home` is where `.tccli` lies; `now` is epoch ms. */
export interface KeySourcesDeps {
  readonly roles: Pick<RoleKeys, 'key'>;
  readonly environment: Environment;
  readonly now: () => number;
  readonly home?: string;
}

/** Reads keys where they are kept, anew at each use, and assumes the roles that are named there. */
export class KeySources {
  constructor(private readonly needs: KeySourcesDeps) {}

  /** Whom a source stands for now. Throws `AppError` where it stands for nobody that we can be. */
  async identity(source: KeySource): Promise<Identity> {
    if (source.from === 'typed') return { credential: source.credential };
    const { environment, now, home = homedir() } = this.needs;
    const profile = source.from === 'profile' ? source.profile : usualProfile(environment);
    const state = { environment, profile, fields: await readCliProfile(profile, home), nowMs: now() };
    return source.from === 'profile' ? profileIdentity(state) : environmentIdentity(state);
  }

  /** The key to sign with, on the account's site. Throws `AppError`. */
  async key(source: KeySource, { site, endpoints }: Pick<Connection, 'site' | 'endpoints'>): Promise<Credential> {
    const { credential, role } = await this.identity(source);
    return role ? this.needs.roles.key({ credential, role, site, endpoints }) : credential;
  }

  /** The role that a source names, or why it cannot be used, or neither. */
  async look(source: KeySource): Promise<{ readonly role?: string; readonly trouble?: AppError }> {
    try {
      const { role } = await this.identity(source);
      return role ? { role: role.arn } : {};
    } catch (error) {
      if (error instanceof AppError) return { trouble: error };
      throw error;
    }
  }
}
