import type { UploadGrant } from '../../../src/core/model';
import type { Shipment } from '../../../src/core/ports';
import { applicationId, grantFor, type Practice } from '../cloud/practice';

/** The file at `path` on its way to `grant`'s key, renewed by the sandbox's own CreateCosToken. */
export function shipmentOf(
  practice: Practice,
  grant: UploadGrant,
  path: string,
  more: Partial<Pick<Shipment, 'resume' | 'onPoint' | 'renew'>> = {},
): Shipment {
  const [version = '', packageName = ''] = grant.key.split('/').slice(-2);
  const renew = () => grantFor(practice, packageName, version);
  return { connection: practice.connection, grant, renew, path, application: applicationId, ...more };
}
