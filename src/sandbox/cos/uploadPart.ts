import { copySource } from './copySource';
import { slice } from './getObject';
import { hash } from './hash';
import { freeUpload, partNumber } from './openUpload';
import type { Operation, OperationRequest } from './operation';
import { readCopyRange } from './readRange';
import { receive } from './receive';
import type { Content } from './store';
import { unhurried } from './unhurried';
import { xmlAnswer } from './xml';

/** Stores one part; the last one sent under a number counts. */
export const uploadPart: Operation = async (request) => {
  const number = partNumber(request);
  freeUpload(request);
  return { status: 200, headers: keep(request, number, await receive(request)), body: [] };
};

/** Makes a part of an object, or of a range of it, that is already here. */
export const uploadPartCopy: Operation = async (request) => {
  const number = partNumber(request);
  freeUpload(request);
  const source = copySource(request);
  const range = request.headers['x-cos-copy-source-range'];
  const { start, end } = readCopyRange(range === undefined ? range : String(range), source.size);
  const content = await hash(unhurried(slice(source.chunks, start, end)), request.store);
  const { ETag, ...headers } = keep(request, number, content);
  return xmlAnswer('CopyPartResult', { ETag, LastModified: new Date(request.now).toISOString() }, headers);
};

/**
 * Stores a part and returns the headers of the response. Looks up the upload again: it may have been completed or
 * aborted meanwhile.
 */
function keep(request: OperationRequest, number: number, content: Content) {
  const etag = request.etagOf(content.md5);
  request.store.putPart(freeUpload(request), { ...content, number, modifiedAt: request.now, etag });
  return { ETag: etag, 'x-cos-hash-crc64ecma': String(content.crc64) };
}
