import type { Target } from './model';
import { raceAbort } from './raceAbort';
import type { Connections, GrantRequest, Tem } from './ports/tem';

/** A package of TEM, wherever it lies in the store. */
export interface PackageAddress extends Pick<Target, 'accountId' | 'region'>, GrantRequest {}

/** What signs links. */
export interface DownloadLinkDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'packageDownloadUrl'>;
}

/** A signed URL of one package. It is secret: it lets anybody download who has it, for as long as it is good. */
export async function downloadLink(
  { connections, tem }: DownloadLinkDeps,
  { accountId, region, applicationId, packageName, version }: PackageAddress,
  signal: AbortSignal,
): Promise<string> {
  const connection = await raceAbort(signal, connections.connect(accountId));
  const url = tem.packageDownloadUrl(connection, region, { applicationId, packageName, version }, signal);
  return raceAbort(signal, url);
}
