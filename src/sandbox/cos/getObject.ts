import type { Answer } from '../http/answer';
import { Refusal } from '../refusal';
import type { Operation, OperationRequest } from './operation';
import { readRange } from './readRange';
import type { StoredObject } from './store';

/** The object or the range of it that is asked for. */
export const getObject: Operation = async (request) => {
  const object = found(request);
  const range = readRange(request.headers.range, object.size);
  if (!range) return Promise.resolve({ ...describe(object), body: object.chunks });
  const { start, end } = range;
  const { headers } = describe(object);
  return Promise.resolve({
    status: 206,
    headers: {
      ...headers,
      'Content-Range': `bytes ${start}-${end - 1}/${object.size}`,
      'Content-Length': String(end - start),
    },
    body: slice(object.chunks, start, end),
  });
};

/** What GET would answer, without the bytes. */
export const headObject: Operation = (request) => Promise.resolve(describe(found(request)));

/** The bytes from `start` up to, not including, `end`, without copying them. */
export function slice(chunks: readonly Buffer[], start: number, end: number): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const chunk of chunks) {
    const piece = chunk.subarray(Math.max(start - at, 0), Math.max(end - at, 0));
    if (piece.length > 0) pieces.push(piece);
    at += chunk.length;
  }
  return pieces;
}

function found({ store, bucket, key, headers }: OperationRequest): StoredObject {
  const object = store.get(bucket, key);
  if (!object) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  const wanted = headers['if-match'];
  if (wanted !== undefined && wanted !== '*' && wanted !== object.etag) {
    throw new Refusal(412, 'PreconditionFailed', 'The object is not the one that If-Match names.');
  }
  return object;
}

function describe(object: StoredObject): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': object.contentType,
      'Content-Length': String(object.size),
      'Accept-Ranges': 'bytes',
      'Last-Modified': new Date(object.modifiedAt).toUTCString(),
      ETag: object.etag,
      'x-cos-hash-crc64ecma': object.crc64,
      'x-cos-storage-class': 'STANDARD',
    },
    body: [],
  };
}
