import { Refusal } from '../refusal';
import { slice } from './getObject';
import { hash } from './hash';
import { openUpload, partNumber } from './openUpload';
import type { Operation, OperationRequest } from './operation';
import { readCopySource } from './readCopySource';
import { readRange } from './readRange';
import { receive } from './receive';
import { unhurried } from './unhurried';
import { xmlAnswer } from './xml';

/** Stores one part; the last one sent under a number counts. */
export const uploadPart: Operation = async (request) => {
  const number = partNumber(request);
  openUpload(request);
  const content = await receive(request.headers, request.body);
  // Asked again: it may have been completed or aborted while the bytes were on their way.
  const etag = request.etagOf(content.md5);
  openUpload(request).parts.set(number, { ...content, number, modifiedAt: request.now, etag });
  const headers = { ETag: etag, 'x-cos-hash-crc64ecma': String(content.crc64) };
  return { status: 200, headers, body: [] };
};

/** Makes a part of an object, or of a range of it, that is already here. */
export const uploadPartCopy: Operation = async (request) => {
  const number = partNumber(request);
  openUpload(request);
  const source = sourceOf(request);
  const { start, end } = readRange(one(request, 'x-cos-copy-source-range'), source.size) ?? {
    start: 0,
    end: source.size,
  };
  const content = await hash(unhurried(slice(source.chunks, start, end)));
  const etag = request.etagOf(content.md5);
  openUpload(request).parts.set(number, { ...content, number, modifiedAt: request.now, etag });
  return xmlAnswer('CopyPartResult', {
    ETag: etag,
    LastModified: new Date(request.now).toISOString(),
  });
};

function sourceOf(request: OperationRequest): { readonly chunks: readonly Buffer[]; readonly size: number } {
  const { bucket, key } = readCopySource(one(request, 'x-cos-copy-source') ?? '', request.bucket);
  if (bucket !== request.grant.bucket || !key.startsWith(request.grant.home)) {
    throw new Refusal(403, 'AccessDenied', `Access Denied: name/cos:GetObject is not allowed on ${bucket}/${key}.`);
  }
  const source = request.store.get(bucket, key);
  if (!source) throw new Refusal(404, 'NoSuchKey', 'The specified source key does not exist.');
  return source;
}

function one({ headers }: OperationRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
