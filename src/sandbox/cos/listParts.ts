import { landLate } from './lateParts';
import { openUpload } from './openUpload';
import type { Operation } from './operation';
import { limitOf, persons, writtenKey } from './listing';
import { xmlAnswer } from './xml';

/** Pages through the parts of an open upload, by number. */
export const listParts: Operation = (request) => {
  const { bucket, key, owner, query, store } = request;
  const upload = openUpload(request);
  const marker = Number(query.get('part-number-marker') ?? 0);
  const limit = limitOf(query, 'max-parts');
  const rest = [...upload.parts.values()].filter((part) => part.number > marker).sort((a, b) => a.number - b.number);
  const parts = rest.slice(0, limit);
  landLate(store, upload, 'afterList');
  return Promise.resolve(
    xmlAnswer('ListPartsResult', {
      Bucket: bucket,
      'Encoding-type': query.get('encoding-type'),
      Key: writtenKey(query, key),
      UploadId: upload.id,
      ...persons(owner),
      StorageClass: 'STANDARD',
      PartNumberMarker: marker,
      NextPartNumberMarker: parts[parts.length - 1]?.number ?? 0,
      MaxParts: limit,
      IsTruncated: rest.length > parts.length,
      Part: parts.map((part) => ({
        PartNumber: part.number,
        LastModified: new Date(part.modifiedAt).toISOString(),
        ETag: part.etag,
        Size: part.size,
      })),
    }),
  );
};
