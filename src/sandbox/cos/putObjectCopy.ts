import { Refusal } from '../refusal';
import { copySource } from './copySource';
import { hash } from './hash';
import { contentTypeOf, keptHeaders } from './keptHeaders';
import type { Operation } from './operation';
import { StoredObject } from './store';
import { unhurried } from './unhurried';
import { xmlAnswer } from './xml';

/** Stores the content of another object, with that one's headers unless `x-cos-metadata-directive` is `Replaced`. */
export const putObjectCopy: Operation = async (request) => {
  const { bucket, key, headers, store, now } = request;
  const source = copySource(request);
  const replaces = String(headers['x-cos-metadata-directive']).toLowerCase() === 'replaced';
  if (source.bucket === bucket && source.key === key && !replaces) {
    throw new Refusal(400, 'InvalidRequest', 'A copy onto itself must replace the metadata.');
  }
  const { chunks, size, md5, crc64 } = await hash(unhurried(source.chunks), store);
  const type = replaces ? contentTypeOf(headers, key) : source.contentType;
  const kept = replaces ? keptHeaders(headers) : source.kept;
  const etag = request.etagOf(md5);
  store.put(new StoredObject(bucket, key, chunks, size, etag, String(crc64), type, now, kept));
  const fields = { ETag: etag, CRC64: String(crc64), LastModified: new Date(now).toISOString() };
  return xmlAnswer('CopyObjectResult', fields, { 'x-cos-hash-crc64ecma': String(crc64) });
};
