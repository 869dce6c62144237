import type { CopyBase } from '../../core/delta/deltaPlan';
import { encodeCos } from './signCos';

/**
 * Builds the headers that name bytes `[start, end)` of an object as the source of a copy, if the object still has its ETag. COS
 * takes the address of the bucket in full, whatever host the request goes to: cloud.tencent.com/document/api/436/8287.
 */
export function copyHeaders(
  { bucket, region, key, etag }: CopyBase,
  start: number,
  end: number,
): Readonly<Record<string, string>> {
  const path = key.split('/').map(encodeCos).join('/');
  return {
    'x-cos-copy-source': `${bucket}.cos.${region}.myqcloud.com/${path}`,
    'x-cos-copy-source-range': `bytes=${start}-${end - 1}`,
    'x-cos-copy-source-if-match': etag,
  };
}
