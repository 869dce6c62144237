import type { PackageAddress } from '../core/downloadLink';
import type { PackageNode } from './nodes';

/** Where TEM has the package of a row. */
export function packageAddress({ parent, known }: PackageNode): PackageAddress {
  const { account, region, application } = parent;
  const { packageName, version } = known;
  return { accountId: account.id, region, applicationId: application.id, packageName, version };
}
