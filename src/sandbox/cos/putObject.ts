import { contentTypeOf, keptHeaders } from './keptHeaders';
import type { Operation } from './operation';
import { receive } from './receive';
import { StoredObject } from './store';

/** Stores one object; a body that ends too soon stores nothing. */
export const putObject: Operation = async (request) => {
  const { bucket, key, headers, store, now } = request;
  const { chunks, size, md5, crc64 } = await receive(request);
  const type = contentTypeOf(headers, key);
  const etag = request.etagOf(md5);
  const object = new StoredObject(bucket, key, chunks, size, etag, String(crc64), type, now, keptHeaders(headers));
  store.put(object);
  return { status: 200, headers: { ETag: object.etag, 'x-cos-hash-crc64ecma': object.crc64 }, body: [] };
};
