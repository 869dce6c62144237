import type { Target } from './model';
import type { Connections, GrantRequest, Tem } from './ports/tem';
import { AppError } from './errors';

/** A package of TEM, wherever it lies in the store. */
export interface PackageAddress extends Pick<Target, 'accountId' | 'region'>, GrantRequest {}

/** What signs links. */
export interface DownloadLinkNeeds {
  readonly connections: Connections;
  readonly tem: Pick<Tem, 'packageDownloadUrl'>;
}

/** A signed URL of one package. It is secret: it lets anybody download who has it, for as long as it is good. */
export async function downloadLink(
  { connections, tem }: DownloadLinkNeeds,
  { accountId, region, applicationId, packageName, version }: PackageAddress,
  signal: AbortSignal,
): Promise<string> {
  const connection = await connections.connect(accountId);
  const link = await tem.packageDownloadUrl(connection, region, { applicationId, packageName, version }, signal);
  if (isLink(link)) return link;
  throw new AppError('noLink', 'TEM answered with something that is no link');
}

function isLink(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}
