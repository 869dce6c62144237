import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from '../http/answer';
import { Refusal } from '../refusal';
import { crc64Header } from './crc64Header';
import { joinCrc64 } from './joinCrc64';
import { landLate } from './lateParts';
import { freeUpload } from './openUpload';
import type { Operation, OperationRequest } from './operation';
import { readDocument } from './readDocument';
import { type MultipartUpload, type Part, StoredObject } from './store';
import { unescaped, xmlAnswer, xmlError } from './xml';

const SMALLEST = 1024 * 1024;

/** Joins the listed parts into the object and closes the upload: where that takes a while, at its end, whether or not the client is still there. */
export const completeUpload: Operation = async (request) => {
  freeUpload(request);
  const document = await readDocument(request);
  const upload = freeUpload(request);
  landLate(request.store, upload, 'beforeComplete');
  const listed = readParts(document).map((one) => found(upload, one));
  if (listed.some((part, n) => n > 0 && part.number <= (listed[n - 1]?.number ?? 0))) {
    throw new Refusal(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  if (listed.some((part, n) => part.number !== n + 1)) {
    throw new Refusal(400, 'InvalidPart', 'The numbers of the parts must follow one another from 1 on.');
  }
  if (listed.slice(0, -1).some((part) => part.size < SMALLEST)) {
    throw new Refusal(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed object size.');
  }
  landLate(request.store, upload, 'whileJoining');
  const parts = listed.map((part) => upload.parts.get(part.number) ?? part);
  const { completeDuration, completeError } = request.conditions;
  const end = (): void => (completeError ? undefined : join(request, upload, parts));
  const spaced =
    completeDuration > 0 ? { ms: completeDuration, done: slowly(upload, completeDuration, end) } : undefined;
  if (!spaced) end();
  return { ...(completeError ? failed(completeError) : joined(request, parts)), ...(spaced && { spaced }) };
};

function join(
  { bucket, key, store, conditions, now }: OperationRequest,
  upload: MultipartUpload,
  parts: readonly Part[],
): void {
  const bytes = parts.flatMap((part) => part.chunks);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const { etag, crc64 } = sumsOf(parts);
  const at = now + conditions.completeDuration;
  store.put(new StoredObject(bucket, key, bytes, size, etag, crc64, upload.contentType, at, upload.kept));
  store.close(upload.id);
}

/** Marks the upload as `joining` for `ms` ms, in which no other request may change it, then calls `end`. */
async function slowly(upload: MultipartUpload, ms: number, end: () => void): Promise<void> {
  upload.joining = true;
  // Nobody is kept from ending by it.
  await wait(ms, undefined, { ref: false });
  upload.joining = false;
  end();
}

function joined({ bucket, key, headers }: OperationRequest, parts: readonly Part[]): Answer {
  const { etag, crc64 } = sumsOf(parts);
  const fields = { Location: `${headers.host ?? ''}/${key}`, Bucket: bucket, Key: key, ETag: etag };
  return xmlAnswer('CompleteMultipartUploadResult', fields, crc64Header(crc64));
}

function failed(code: string): Answer {
  const body = [xmlError({ Code: code, Message: 'The parts could not be joined.' })];
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body, code };
}

function sumsOf(parts: readonly Part[]): { readonly etag: string; readonly crc64: string } {
  const crc64 = parts.some((part) => part.lacksCrc64) ? '' : String(joinCrc64(parts));
  return { etag: `"${md5OfMd5s(parts)}-${parts.length}"`, crc64 };
}

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

/** Returns an ETag as it is compared: without quotes, which are written as signs or by name. */
function bare(etag: string): string {
  return unescaped(etag).replace(/["\s]/g, '');
}

function md5OfMd5s(parts: readonly Part[]): string {
  return createHash('md5')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part.md5, 'hex'))))
    .digest('hex');
}
