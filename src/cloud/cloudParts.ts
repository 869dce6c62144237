import { systemClock } from '../core/clock';
import type { Credential } from '../core/model';
import type { Log } from '../core/ports/log';
import { listPackages } from './cos/listPackages';
import { listCliProfiles } from './credentials/cliProfiles';
import { CredentialSources } from './credentials/credentialSources';
import { RoleCredentials } from './sts/roleCredentials';
import { StsClient } from './sts/stsClient';
import { TemClient } from './tem/temClient';

/** Settings of the TEM client. */
export interface CloudSettings {
  /** The folder where the windows of this machine share TEM's calls. */
  readonly callsFolder: string;
  /** `SourceChannel` of `CreateCosToken`; `undefined` sends none. */
  readonly sourceChannel: () => number | undefined;
  readonly log: Pick<Log, 'debug'>;
}

/** Builds TEM, STS and the sources of credentials, and joins them. */
export function cloudParts({ callsFolder, sourceChannel, log }: CloudSettings) {
  const roles = new RoleCredentials(new StsClient({ log }), systemClock);
  const renew = (credential: Credential) => roles.renew(credential);
  return {
    tem: new TemClient({ renew, sourceChannel, callsFolder, log }),
    credentialSources: new CredentialSources({ roles, environment: process.env, clock: systemClock }),
    listPackages: (...[request, options]: Parameters<typeof listPackages>) =>
      listPackages(request, { ...options, log }),
    listCliProfiles,
  };
}
