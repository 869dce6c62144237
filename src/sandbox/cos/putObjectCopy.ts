import { Refusal } from '../refusal';
import { crc64Header } from './crc64Header';
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
  const content = await hash(unhurried(source.chunks), store);
  const { chunks, size, md5 } = content;
  const crc64 = source.crc64 === '' ? '' : String(content.crc64);
  const type = replaces ? contentTypeOf(headers, key) : source.contentType;
  const kept = replaces ? keptHeaders(headers) : source.kept;
  const etag = request.etagOf(md5);
  store.put(new StoredObject(bucket, key, chunks, size, etag, crc64, type, now, kept));
  const fields = { ETag: etag, CRC64: crc64 || undefined, LastModified: new Date(now).toISOString() };
  return xmlAnswer('CopyObjectResult', fields, crc64Header(crc64));
};
