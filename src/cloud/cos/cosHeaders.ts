import type { IncomingHttpHeaders } from 'node:http';
import type { StoredObject, StoredSums } from '../../core/ports/objectStore';
import { countIn, text } from '../http/fields';

/** Reads the sums of stored bytes from response headers; leaves out what is missing or malformed. */
export function readSums(headers: IncomingHttpHeaders): StoredSums {
  const etag = text(headers.etag);
  const crc64 = readCrc64(headers);
  return { ...(etag && { etag }), ...(crc64 !== undefined && { crc64 }) };
}

/** Reads the CRC-64 of the whole object as unsigned decimal; `undefined` where there is none, or two that differ. */
export function readCrc64(headers: IncomingHttpHeaders): string | undefined {
  const [crc64 = '', ...others] = text(headers['x-cos-hash-crc64ecma']).split(', ', 10);
  return /^\d{1,20}$/.test(crc64) && others.every((other) => other === crc64) ? crc64 : undefined;
}

/** Reads what a response to HEAD reports of the object. */
export function readObject(headers: IncomingHttpHeaders): StoredObject {
  const bytes = countIn(headers['content-length']);
  const storedAt = Date.parse(text(headers['last-modified']));
  const respondedAt = readDate(headers);
  return {
    ...readSums(headers),
    ...(bytes !== undefined && { bytes }),
    ...(!Number.isNaN(storedAt) && { storedAt }),
    ...(respondedAt !== undefined && { respondedAt }),
  };
}

/** Reads when the server responded, epoch ms by its own clock. */
export function readDate(headers: IncomingHttpHeaders): number | undefined {
  const at = Date.parse(text(headers.date));
  return Number.isNaN(at) ? undefined : at;
}
