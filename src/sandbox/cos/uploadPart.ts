import { keepPart, partCrc64, partOf } from './keepPart';
import { freeUpload, partNumber } from './openUpload';
import type { Operation } from './operation';
import { receive } from './receive';

/** Stores one part; the last one sent under a number counts. */
export const uploadPart: Operation = async (request) => {
  partNumber(request);
  freeUpload(request);
  const part = partOf(request, await receive(request));
  keepPart(request, part);
  return { status: 200, headers: { ETag: part.etag, ...partCrc64(part) }, body: [] };
};
