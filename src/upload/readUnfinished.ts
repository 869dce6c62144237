import type { PackageOrigin, UploadOrder } from '../core/model';
import type { ArrivedPart, FileMark, ResumePoint, UnfinishedUpload } from '../core/ports/uploadJournal';
import { mostParts } from './planParts';

/** An upload of the journal; `undefined` for text that is none, whoever wrote it. */
export function readUnfinished(text: string): UnfinishedUpload | undefined {
  const fields = parse(text);
  const order = readOrder(record(fields['order']));
  const point = readPoint(record(fields['point']));
  const version = fields['version'];
  return order && point && isText(version) ? { order, version, point } : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function readOrder(fields: Fields): UploadOrder | undefined {
  const { id, path, packageName, versionTemplate } = fields;
  const { accountId, region, applicationId, applicationName } = record(fields['target']);
  if (!isText(id) || !isText(path) || !isText(packageName) || !isText(versionTemplate)) return undefined;
  if (!isText(accountId) || !isText(region) || !isText(applicationId) || !isText(applicationName)) return undefined;
  const target = { accountId, region, applicationId, applicationName };
  const origin = readOrigin(record(fields['origin']));
  const who = fields['who'];
  return { id, path, packageName, versionTemplate, target, ...(isText(who) && { who }), ...(origin && { origin }) };
}

function readOrigin({ commit, branch, isDirty }: Fields): PackageOrigin | undefined {
  if (!isText(commit) || typeof isDirty !== 'boolean') return undefined;
  return { commit, isDirty, ...(isText(branch) && { branch }) };
}

function readPoint(fields: Fields): ResumePoint | undefined {
  const { bucket, key, uploadId, begunAt, partBytes } = fields;
  const file = readMark(record(fields['file']));
  if (
    !isText(bucket) ||
    !isText(key) ||
    typeof uploadId !== 'string' ||
    !isCount(partBytes) ||
    partBytes === 0 ||
    !file ||
    // More parts than a store takes, and no list of them has room in memory.
    file.bytes > partBytes * mostParts
  ) {
    return undefined;
  }
  const rows = Array.isArray(fields['arrived']) ? fields['arrived'].map((row) => readPart(record(row))) : [];
  const planned = rows.filter((part) => part !== undefined && isPlanned(part, partBytes, file.bytes)) as ArrivedPart[];
  // One that is noted twice has arrived once.
  const arrived = [...new Map(planned.map((part) => [part.number, part])).values()];
  return { bucket, key, uploadId, begunAt: isCount(begunAt) ? begunAt : 0, partBytes, file, arrived };
}

function readMark({ bytes, modifiedNs, inode }: Fields): FileMark | undefined {
  return isCount(bytes) && isText(modifiedNs) && isText(inode) ? { bytes, modifiedNs, inode } : undefined;
}

function readPart({ number, etag, start, end, crc64 }: Fields): ArrivedPart | undefined {
  if (!isCount(number) || !isCount(start) || !isCount(end)) return undefined;
  if (typeof etag !== 'string' || !/^[!-%'-;=?-~]{1,256}$/.test(etag)) return undefined;
  if (typeof crc64 !== 'string' || !/^\d{1,20}$/.test(crc64)) return undefined;
  return { number, etag, start, end, crc64 };
}

function isPlanned({ number, start, end }: ArrivedPart, partBytes: number, fileBytes: number): boolean {
  return number > 0 && start === (number - 1) * partBytes && end === Math.min(fileBytes, number * partBytes);
}

function parse(text: string): Fields {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
