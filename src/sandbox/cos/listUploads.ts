import { isAfter, limitOf, listPage, persons, writtenDelimiter, writtenKey } from './listing';
import type { Operation } from './operation';
import type { MultipartUpload } from './store';
import { xmlAnswer } from './xml';

/** Lists open uploads by `prefix`, `delimiter`, `key-marker`, `upload-id-marker` and `max-uploads`. */
export const listUploads: Operation = ({ bucket, owner, query, store }) => {
  const marker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') ?? '';
  const limit = limitOf(query, 'max-uploads');
  const rows = store.uploads.filter((upload) => upload.bucket === bucket);
  const page = listPage<MultipartUpload>(
    rows,
    query,
    limit,
    (name, upload) => isAfter(name, marker) || (name === marker && idMarker !== '' && (upload?.id ?? '') > idMarker),
  );
  const next = typeof page.last === 'string' ? { key: page.last, id: '' } : page.last;
  return Promise.resolve(
    xmlAnswer('ListMultipartUploadsResult', {
      Bucket: bucket,
      'Encoding-Type': query.get('encoding-type'),
      Prefix: writtenKey(query, query.get('prefix') ?? ''),
      Delimiter: writtenDelimiter(query),
      KeyMarker: writtenKey(query, marker),
      UploadIdMarker: idMarker,
      MaxUploads: limit,
      IsTruncated: page.truncated,
      NextKeyMarker: page.truncated ? writtenKey(query, next?.key ?? '') : undefined,
      NextUploadIdMarker: page.truncated ? next?.id : undefined,
      Upload: page.items.map((upload) => ({
        Key: writtenKey(query, upload.key),
        UploadId: upload.id,
        StorageClass: 'STANDARD',
        ...persons(owner),
        Initiated: new Date(upload.initiatedAt).toISOString(),
      })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: writtenKey(query, prefix) })),
    }),
  );
};
