import type { UploadGrant } from '../../../src/core/model';
import type { Shipment } from '../../../src/core/ports/transfer';
import { applicationId, grantFor, type Practice } from '../cloud/practice';

/** The file at `path` on its way to `grant`'s key, renewed by the sandbox's own CreateCosToken. */
export function shipmentOf(
  practice: Practice,
  grant: UploadGrant,
  path: string,
  more: Partial<Pick<Shipment, 'resume' | 'onPoint' | 'onDrop'>> = {},
): Shipment {
  const [version = '', packageName = ''] = grant.key.split('/').slice(-2);
  let isFirst = true;
  const next = () => {
    if (!isFirst) return grantFor(practice, packageName, version);
    isFirst = false;
    return Promise.resolve(grant);
  };
  return { connection: practice.connection, grant: next, path, application: applicationId, ...more };
}
