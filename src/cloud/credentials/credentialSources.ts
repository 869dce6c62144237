import { homedir } from 'node:os';
import type { Clock } from '../../core/clock';
import { AppError } from '../../core/errors';
import type { Connection, Credential, CredentialSource, Identity } from '../../core/model';
import type { RoleCredentials } from '../sts/roleCredentials';
import { environmentIdentity, profileIdentity, usualProfile } from './cliIdentity';
import { readCliProfile } from './cliProfiles';
import type { Environment } from './environmentCredential';

/** Collaborators of `CredentialSources`. `home` is the folder that holds `.tccli`. */
export interface CredentialSourcesDeps {
  readonly roles: Pick<RoleCredentials, 'get'>;
  readonly environment: Environment;
  readonly clock: Pick<Clock, 'now'>;
  readonly home?: string;
}

/** Reads credentials from their sources, anew at each use, and assumes the roles that the sources name. */
export class CredentialSources {
  constructor(private readonly deps: CredentialSourcesDeps) {}

  /** Reads the identity that a source stands for now. Throws `AppError` for one that this product cannot take on. */
  async identity(source: CredentialSource): Promise<Identity> {
    if (source.from === 'typed') return { credential: source.credential };
    const { environment, clock, home = homedir() } = this.deps;
    const profile = source.from === 'profile' ? source.profile : usualProfile(environment);
    const state = { environment, profile, fields: await readCliProfile(profile, home), nowMs: clock.now() };
    return source.from === 'profile' ? profileIdentity(state) : environmentIdentity(state);
  }

  /** Gets the credential to sign with, on the account's site. Throws `AppError`. */
  async credential(
    source: CredentialSource,
    { site, endpoints }: Pick<Connection, 'site' | 'endpoints'>,
  ): Promise<Credential> {
    const { credential, role } = await this.identity(source);
    return role ? this.deps.roles.get({ credential, role, site, endpoints }) : credential;
  }

  /** Reads the role that a source names; `trouble` is why the source cannot be used. */
  async inspect(source: CredentialSource): Promise<{ readonly role?: string; readonly trouble?: AppError }> {
    try {
      const { role } = await this.identity(source);
      return role ? { role: role.arn } : {};
    } catch (error) {
      if (error instanceof AppError) return { trouble: error };
      throw error;
    }
  }
}
