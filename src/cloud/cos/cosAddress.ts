import { isIP } from 'node:net';
import { AppError } from '../../core/errors';
import type { Connection, UploadGrant } from '../../core/model';
import { cosUrl, type BaseUrl } from '../http/baseUrl';

/** Builds the address of a grant's bucket. Throws `invalidResponse` for names that could lead a signed request elsewhere. */
export function cosAddress(
  connection: Pick<Connection, 'endpoints'>,
  { bucket, region }: Pick<UploadGrant, 'bucket' | 'region'>,
): BaseUrl {
  if (!/^[a-z0-9][a-z0-9-]{0,100}$/.test(bucket) || !/^[a-z0-9-]{1,63}$/.test(region)) {
    throw new AppError('invalidResponse', 'CreateCosToken returned a bucket or region that is no name');
  }
  const url = cosUrl(connection);
  if (!url) return { protocol: 'https:', host: `${bucket}.cos.${region}.myqcloud.com` };
  const { hostname } = new URL(`${url.protocol}//${url.host}`);
  // Such a host has no names below it: the key that signs says which bucket is meant.
  const isBare = isIP(hostname.replace(/^\[|\]$/g, '')) > 0 || hostname === 'localhost';
  return isBare ? url : { ...url, host: `${bucket}.${url.host}` };
}
