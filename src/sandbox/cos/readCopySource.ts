import { Refusal } from '../refusal';

const HOST_STYLE = /^\/?([a-z0-9-]{1,100}-\d{5,20})\.[^/]{1,300}\/(.{1,10000})$/s;
const PATH_STYLE = /^\/?(?:[^/]{1,300}\/)?([a-z0-9-]{1,100}-\d{5,20})\/(.{1,10000})$/s;
const BUCKETLESS = /^\/?[^/]{1,300}\/(.{1,10000})$/s;

/**
 * Reads the object that `x-cos-copy-source` names; without a bucket in it, one of `here`. Throws `InvalidCopySource`,
 * and `NotImplemented` for a version.
 */
export function readCopySource(header: string, here: string): { readonly bucket: string; readonly key: string } {
  const [address = '', version] = header.split('?');
  if (version) throw new Refusal(501, 'NotImplemented', 'The sandbox keeps no versions of an object.');
  const [, bucket, key] = HOST_STYLE.exec(address) ?? PATH_STYLE.exec(address) ?? [];
  const found = key ?? BUCKETLESS.exec(address)?.[1];
  try {
    if (found) return { bucket: bucket ?? here, key: decodeURIComponent(found) };
  } catch {
    // Refused below, like an empty one.
  }
  throw new Refusal(400, 'InvalidCopySource', 'The x-cos-copy-source is malformed.');
}
