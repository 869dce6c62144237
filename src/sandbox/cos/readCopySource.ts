import { Refusal } from '../refusal';

const HOST_STYLE = /^\/?([a-z0-9-]{1,100}-\d{5,20})\.[^/]{1,300}\/(.{1,10000})$/s;
const PATH_STYLE = /^\/?(?:[^/]{1,300}\/)?([a-z0-9-]{1,100}-\d{5,20})\/(.{1,10000})$/s;
const BUCKETLESS = /^\/?[^/]{1,300}\/(.{1,10000})$/s;

/** The object that `x-cos-copy-source` names; without a bucket in it, one of `here`. Throws `InvalidArgument`. */
export function readCopySource(header: string, here: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = HOST_STYLE.exec(header) ?? PATH_STYLE.exec(header) ?? [];
  const found = key ?? BUCKETLESS.exec(header)?.[1];
  try {
    if (found) return { bucket: bucket ?? here, key: decodeURIComponent(found) };
  } catch {
    // Refused below, like an empty one.
  }
  throw new Refusal(400, 'InvalidArgument', 'The x-cos-copy-source is malformed.');
}
