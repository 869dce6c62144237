import { isAfter, limitOf, listPage, writtenDelimiter, writtenKey } from './listing';
import type { Operation } from './operation';
import type { StoredObject } from './store';
import { xmlAnswer } from './xml';

/** Lists objects (GET Bucket) by `prefix`, `delimiter`, `marker` and `max-keys`. */
export const listObjects: Operation = ({ bucket, owner, query, store }) => {
  const marker = query.get('marker') ?? '';
  const limit = limitOf(query, 'max-keys');
  const rows = store.objects(bucket);
  const page = listPage<StoredObject>(rows, query, limit, (name) => isAfter(name, marker));
  const last = typeof page.last === 'string' ? page.last : page.last?.key;
  return Promise.resolve(
    xmlAnswer('ListBucketResult', {
      Name: bucket,
      EncodingType: query.get('encoding-type'),
      Prefix: writtenKey(query, query.get('prefix') ?? ''),
      Marker: writtenKey(query, marker),
      MaxKeys: limit,
      Delimiter: writtenDelimiter(query),
      IsTruncated: page.truncated,
      NextMarker: page.truncated ? writtenKey(query, last ?? '') : undefined,
      Contents: page.items.map((object) => ({
        Key: writtenKey(query, object.key),
        LastModified: new Date(object.modifiedAt).toISOString(),
        ETag: object.etag,
        Size: object.size,
        Owner: { ID: owner.appId, DisplayName: owner.appId },
        StorageClass: 'STANDARD',
      })),
      CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: writtenKey(query, prefix) })),
    }),
  );
};
