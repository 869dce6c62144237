import { AppError } from '../../core/errors';
import { maxParts, type ListedPart } from '../../core/ports/objectStore';
import { countIn, elements, text } from '../http/fields';
import { readCosXml } from './readCosXml';

/** Tells whether a text may name a multipart upload: never an empty one, which would mean the object itself. */
export function isUploadId(id: string): boolean {
  return /^[\x21-\x7e]{1,1024}$/.test(id);
}

/** Reads the ids of the uploads to `key` from a response to ListMultipartUploads. */
export async function readUploads(xml: string, key: string): Promise<readonly string[]> {
  const { Upload } = await rootOf(xml, 'ListMultipartUploads');
  return elements(Upload)
    .filter((upload) => text(upload['Key']) === key)
    .map((upload) => text(upload['UploadId']))
    .filter(isUploadId);
}

/** One page of the parts of an upload. `next` continues the list; absent at its end. */
export interface PartsPage {
  readonly parts: readonly ListedPart[];
  readonly next?: number;
}

/** Reads a response to ListParts for the parts after number `from`; a `next` that leads back is left out. */
export async function readParts(xml: string, from: number): Promise<PartsPage> {
  const root = await rootOf(xml, 'ListParts');
  const parts = elements(root['Part']).flatMap((part): ListedPart[] => {
    const number = countIn(part['PartNumber']) ?? 0;
    const etag = text(part['ETag']);
    const bytes = countIn(part['Size']);
    const isSound = number > from && number <= maxParts && etag !== '';
    return isSound ? [{ number, etag, ...(bytes !== undefined && { bytes }) }] : [];
  });
  const next = countIn(root['NextPartNumberMarker']) ?? 0;
  const goesOn = text(root['IsTruncated']).toLowerCase() === 'true' && next > from && next < maxParts;
  return { parts, ...(goesOn && { next }) };
}

/** Reads the fields of the `…Result` of an action. Throws `invalidResponse` for any other document. */
export async function rootOf(xml: string, action: string, root = `${action}Result`) {
  const fields = await readCosXml(xml, root);
  if (fields) return fields;
  throw invalidResponse(action);
}

/** Builds the error for a response that COS does not send to an action. */
export function invalidResponse(action: string): AppError {
  return new AppError('invalidResponse', `${action}: the response is not one of COS`);
}
