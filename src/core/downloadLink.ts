import type { Target } from './model';
import { raceAbort } from './raceAbort';
import type { CallOptions, Connections, PackageVersion, Tem } from './ports/tem';

/** The names by which TEM knows one stored package of an account. */
export interface PackageAddress extends Pick<Target, 'accountId' | 'region'>, PackageVersion {}

/** Collaborators of `downloadLink`. */
export interface DownloadLinkDeps {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'packageDownloadUrl'>;
}

/**
 * Gets a signed URL of one package from TEM. The URL is secret: until it expires, anybody who has it can download. Throws
 * `AppError`.
 */
export async function downloadLink(
  { connections, tem }: DownloadLinkDeps,
  { accountId, region, applicationId, packageName, version }: PackageAddress,
  { signal }: CallOptions,
): Promise<string> {
  const connection = await raceAbort(signal, connections.connect(accountId));
  const url = tem.packageDownloadUrl({ connection, region, applicationId, packageName, version }, { signal });
  return raceAbort(signal, url);
}
