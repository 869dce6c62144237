import { createHash } from 'node:crypto';
import { Refusal } from '../refusal';
import { hash } from './hash';
import { joinCrc64 } from './joinCrc64';
import { openUpload } from './openUpload';
import type { Operation } from './operation';
import { checkMd5 } from './receive';
import { type MultipartUpload, type Part, StoredObject } from './store';
import { unescaped, xmlAnswer, xmlError } from './xml';

const SMALLEST = 1024 * 1024;

/** Joins the listed parts into the object and closes the upload. */
export const completeUpload: Operation = async (request) => {
  openUpload(request);
  const { chunks, md5 } = await hash(request.body, request.store);
  checkMd5(request.headers['content-md5'], md5);
  const upload = openUpload(request);
  const parts = readParts(Buffer.concat(chunks).toString()).map((listed) => found(upload, listed));
  if (parts.some((part, n) => n > 0 && part.number <= (parts[n - 1]?.number ?? 0))) {
    throw new Refusal(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  if (parts.some((part, n) => part.number !== n + 1)) {
    throw new Refusal(400, 'InvalidPart', 'The numbers of the parts must follow one another from 1 on.');
  }
  if (parts.slice(0, -1).some((part) => part.size < SMALLEST)) {
    throw new Refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed object size.');
  }
  const { bucket, key, knobs, store, now } = request;
  const spaced = knobs.completeDuration;
  if (knobs.completeError) {
    const body = [xmlError({ Code: knobs.completeError, Message: 'The parts could not be joined.' })];
    return { status: 200, headers: { 'Content-Type': 'application/xml' }, body, code: knobs.completeError, spaced };
  }
  const etag = `"${md5OfMd5s(parts)}-${parts.length}"`;
  const crc64 = String(joinCrc64(parts));
  const bytes = parts.flatMap((part) => part.chunks);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  store.put(new StoredObject(bucket, key, bytes, size, etag, crc64, upload.contentType, now, upload.kept));
  store.close(upload.id);
  const location = `${request.headers.host ?? ''}/${key}`;
  const fields = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  return { ...xmlAnswer('CompleteMultipartUploadResult', fields, { 'x-cos-hash-crc64ecma': crc64 }), spaced };
};

interface Listed {
  readonly number: number;
  readonly etag: string;
}

function readParts(xml: string): readonly Listed[] {
  const parts = [...xml.matchAll(/<Part>([\s\S]{0,1000}?)<\/Part>/g)].map(([, inner = '']) => ({
    number: Number(/<PartNumber>\s{0,100}(\d{1,10})\s{0,100}<\/PartNumber>/.exec(inner)?.[1]),
    etag: bare(/<ETag>([\s\S]{0,500}?)<\/ETag>/.exec(inner)?.[1] ?? ''),
  }));
  if (parts.length > 0 && parts.every((part) => part.number > 0 && part.etag)) return parts;
  throw new Refusal(400, 'MalformedXML', 'The XML you provided was not well-formed or names no part.');
}

function found(upload: MultipartUpload, listed: Listed): Part {
  const part = upload.parts.get(listed.number);
  if (part && bare(part.etag) === listed.etag) return part;
  throw new Refusal(400, 'InvalidPart', 'A specified part is not here, or its ETag is another one.');
}

/** Compared without quotes, written as signs or by name. */
function bare(etag: string): string {
  return unescaped(etag).replace(/["\s]/g, '');
}

function md5OfMd5s(parts: readonly Part[]): string {
  return createHash('md5')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part.md5, 'hex'))))
    .digest('hex');
}
