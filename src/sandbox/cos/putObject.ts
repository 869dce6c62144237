import type { Operation } from './operation';
import { receive } from './receive';
import { StoredObject } from './store';

/** Stores one object; a body that ends too soon stores nothing. */
export const putObject: Operation = async ({ bucket, key, headers, body, store, now, etagOf }) => {
  const { chunks, size, md5, crc64 } = await receive(headers, body);
  const type = headers['content-type'] ?? 'application/octet-stream';
  const object = new StoredObject(bucket, key, chunks, size, etagOf(md5), String(crc64), type, now);
  store.put(object);
  return { status: 200, headers: { ETag: object.etag, 'x-cos-hash-crc64ecma': object.crc64 }, body: [] };
};
