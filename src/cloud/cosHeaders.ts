import type { IncomingHttpHeaders } from 'node:http';
import type { StoredObject, StoredSums } from '../core/ports/objectStore';
import { countIn, text } from './fields';

/** What an answer's headers say of the bytes that were stored: nothing of what is missing, or makes no sense. */
export function readSums(headers: IncomingHttpHeaders): StoredSums {
  const etag = text(headers.etag);
  const crc64 = text(headers['x-cos-hash-crc64ecma']);
  return { ...(etag && { etag }), ...(/^\d{1,20}$/.test(crc64) && { crc64 }) };
}

/** The same of a HEAD, with what it says of the object. */
export function readObject(headers: IncomingHttpHeaders): StoredObject {
  const bytes = countIn(headers['content-length']);
  const storedAt = Date.parse(text(headers['last-modified']));
  const toldAt = readDate(headers);
  return {
    ...readSums(headers),
    ...(bytes !== undefined && { bytes }),
    ...(!Number.isNaN(storedAt) && { storedAt }),
    ...(toldAt !== undefined && { toldAt }),
  };
}

/** When an answer was given; epoch ms by the clock of whoever gave it. */
export function readDate(headers: IncomingHttpHeaders): number | undefined {
  const at = Date.parse(text(headers.date));
  return Number.isNaN(at) ? undefined : at;
}
