import { Refusal } from '../refusal';

const HOST_STYLE = /^\/?([a-z0-9-]+-\d{5,})\.[^/]+\/(.+)$/s;
const PATH_STYLE = /^\/?(?:[^/]+\/)?([a-z0-9-]+-\d{5,})\/(.+)$/s;
const BUCKETLESS = /^\/?[^/]+\/(.+)$/s;

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
