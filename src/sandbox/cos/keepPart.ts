import { crc64Header } from './crc64Header';
import { holdBack, landLate } from './lateParts';
import { freeUpload, partNumber } from './openUpload';
import type { OperationRequest } from './operation';
import type { Content, Part } from './store';

/** Makes a part of bytes, not yet stored. */
export function partOf(request: OperationRequest, content: Content, lacksCrc64 = false): Part {
  const etag = request.etagOf(content.md5);
  return { ...content, number: partNumber(request), modifiedAt: request.now, etag, lacksCrc64 };
}

/**
 * Stores a part, or holds it back where that is the request's lot. Looks up the upload again: it may have been completed
 * or aborted meanwhile.
 */
export function keepPart(request: OperationRequest, part: Part): void {
  const { store, landing } = request;
  const upload = freeUpload(request);
  if (landing) return holdBack(upload, { part, landing });
  store.putPart(upload, part);
  landLate(store, upload, 'afterPart', part.number);
}

/** Returns the header with the CRC-64 of a part, if COS has one. */
export function partCrc64({ crc64, lacksCrc64 }: Part): Readonly<Record<string, string>> {
  return crc64Header(lacksCrc64 ? '' : String(crc64));
}
