import type { Answer } from '../http/answer';
import { Refusal } from '../refusal';
import { crc64Header } from './crc64Header';
import { judgeConditions } from './judgeConditions';
import type { Operation, OperationRequest } from './operation';
import { readRange } from './readRange';
import type { StoredObject } from './store';

/** Returns the object, or the range of it that the request asks for. */
export const getObject: Operation = (request) => Promise.resolve(contentOf(request));

function contentOf(request: OperationRequest): Answer {
  const object = found(request);
  const described = describe(request, object);
  if (described.status === 304) return described;
  const range = readRange(request.headers.range, object.size, request.conditions.suffixRanges);
  if (!range) return { ...described, body: object.chunks };
  const { start, end } = range;
  return {
    status: 206,
    headers: {
      ...described.headers,
      'Content-Range': `bytes ${start}-${end - 1}/${object.size}`,
      'Content-Length': String(end - start),
    },
    body: slice(object.chunks, start, end),
  };
}

/** Returns the response of GET without the bytes. */
export const headObject: Operation = (request) => Promise.resolve(describe(request, found(request)));

/** Returns the bytes from `start` up to, not including, `end`, without copying them. */
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

function found({ store, bucket, key }: OperationRequest): StoredObject {
  const object = store.get(bucket, key);
  if (!object) throw new Refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  return object;
}

function describe({ headers, query }: OperationRequest, object: StoredObject): Answer {
  const verdict = judgeConditions(headers, object);
  if (verdict === 'fail') throw new Refusal(412, 'PreconditionFailed', 'A condition on the object does not hold.');
  const modified = new Date(object.modifiedAt).toUTCString();
  if (verdict === 'unchanged') {
    return { status: 304, headers: { ETag: object.etag, 'Last-Modified': modified }, body: [] };
  }
  return {
    status: 200,
    headers: {
      ...object.kept,
      'content-type': object.contentType,
      ...wanted(query),
      'Content-Length': String(object.size),
      'Accept-Ranges': 'bytes',
      'Last-Modified': modified,
      ETag: object.etag,
      ...crc64Header(object.crc64),
      'x-cos-storage-class': 'STANDARD',
    },
    body: [],
  };
}

const WANTED = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/** Returns the headers that `response-…` in the query puts in the place of the object's own. */
function wanted(query: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const asked = WANTED.map((name): [string, string] => [
    name,
    (query.get(`response-${name}`) ?? '').replace(/[^\x20-\x7e]/g, ''),
  ]);
  return Object.fromEntries(asked.filter(([, value]) => value !== ''));
}
