import { AppError } from '../../core/errors';
import { maxParts, type ListedPart } from '../../core/ports/objectStore';
import { countIn, elements, text } from '../http/fields';
import { readCosXml } from './readCosXml';

/** Whether a text may name a multipart upload: never an empty one, which would mean the object itself. */
export function isUploadId(id: string): boolean {
  return /^[\x21-\x7e]{1,1024}$/.test(id);
}

/** The ids of the uploads of `key` in an answer to ListMultipartUploads; rows without one are left out. */
export async function readUploads(xml: string, key: string): Promise<readonly string[]> {
  const { Upload } = await rootOf(xml, 'ListMultipartUploads');
  return elements(Upload)
    .filter((upload) => text(upload['Key']) === key)
    .map((upload) => text(upload['UploadId']))
    .filter(isUploadId);
}

/** Some of the parts of an upload. `next` leads on, after `from` at least; absent at the end. */
export interface PartsPage {
  readonly parts: readonly ListedPart[];
  readonly next?: number;
}

/** One answer to ListParts that was asked for what comes after the part numbered `from`. */
export async function readParts(xml: string, from: number): Promise<PartsPage> {
  const root = await rootOf(xml, 'ListParts');
  const parts = elements(root['Part']).flatMap((row): ListedPart[] => {
    const number = countIn(row['PartNumber']) ?? 0;
    const etag = text(row['ETag']);
    const bytes = countIn(row['Size']);
    const isSound = number > from && number <= maxParts && etag !== '';
    return isSound ? [{ number, etag, ...(bytes !== undefined && { bytes }) }] : [];
  });
  const next = countIn(root['NextPartNumberMarker']) ?? 0;
  const goesOn = text(root['IsTruncated']).toLowerCase() === 'true' && next > from && next < maxParts;
  return { parts, ...(goesOn && { next }) };
}

/** The fields of the `…Result` of an action. Throws `invalidResponse` for any other document. */
export async function rootOf(xml: string, action: string, root = `${action}Result`) {
  const fields = await readCosXml(xml, root);
  if (fields) return fields;
  throw noAnswer(action);
}

/** For what COS does not answer to an action. */
export function noAnswer(action: string): AppError {
  return new AppError('invalidResponse', `${action}: the answer is not one of COS's`);
}
