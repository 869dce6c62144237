import type { UploadGrant } from '../../../../src/core/model';
import type { UploadRequest } from '../../../../src/core/ports/uploader';
import { applicationId, grantFor, type Practice } from '../../cloud/practice';

/** The file at `path` on its way to `grant`'s key, renewed by the sandbox's own CreateCosToken. */
export function requestOf(
  practice: Practice,
  grant: UploadGrant,
  path: string,
  more: Partial<Pick<UploadRequest, 'checkpoint' | 'onCheckpoint' | 'onAbandon'>> = {},
): UploadRequest {
  const [version = '', packageName = ''] = grant.key.split('/').slice(-2);
  let isFirst = true;
  const next = () => {
    if (!isFirst) return grantFor(practice, packageName, version);
    isFirst = false;
    return Promise.resolve(grant);
  };
  return { connection: practice.connection, grant: next, path, application: applicationId, ...more };
}
