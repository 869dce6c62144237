import type { UploadOrder } from '../core/model';
import type { CompletedPart, FileMark, Checkpoint, UnfinishedUpload } from '../core/ports/uploadJournal';
import { maxParts, minPartBytes } from '../core/ports/objectStore';
import { readDelta } from './deltaNote';
import { isCount, isText, noteFields, record, type NoteFields } from './noteFields';
import { readOrigin } from './readPlan';

/** Reads an upload from a note of the journal; `undefined` for a text that is none. */
export function readUnfinished(text: string): UnfinishedUpload | undefined {
  const fields = noteFields(text);
  const order = readOrder(record(fields['order']));
  const checkpoint = readCheckpoint(record(fields['point']));
  const version = fields['version'];
  return order && checkpoint && isText(version) ? { order, version, checkpoint } : undefined;
}

/** Adds the parts that a log has recorded since; leaves out lines that are none. */
export function withParts(unfinished: UnfinishedUpload, logged: readonly unknown[]): UnfinishedUpload {
  if (logged.length === 0) return unfinished;
  const { checkpoint } = unfinished;
  return {
    ...unfinished,
    checkpoint: { ...checkpoint, completedParts: partsOf([...checkpoint.completedParts, ...logged], checkpoint) },
  };
}

function readOrder(fields: NoteFields): UploadOrder | undefined {
  const { id, path, packageName, versionTemplate } = fields;
  const { accountId, region, applicationId, applicationName } = record(fields['target']);
  if (!isText(id) || !isText(path) || !isText(packageName) || !isText(versionTemplate)) return undefined;
  if (!isText(accountId) || !isText(region) || !isText(applicationId) || !isText(applicationName)) return undefined;
  const target = { accountId, region, applicationId, applicationName };
  const origin = readOrigin(record(fields['origin']));
  const who = fields['who'];
  return { id, path, packageName, versionTemplate, target, ...(isText(who) && { who }), ...(origin && { origin }) };
}

function readCheckpoint(fields: NoteFields): Checkpoint | undefined {
  const { bucket, key, uploadId, begunAt } = fields;
  const file = readMark(record(fields['file']));
  if (!isText(bucket) || !isText(key) || typeof uploadId !== 'string' || !file) return undefined;
  const layout = readLayout(fields, file.bytes);
  if (!layout) return undefined;
  const noted: readonly unknown[] = Array.isArray(fields['arrived']) ? fields['arrived'] : [];
  const completedParts = partsOf(noted, { ...layout, file });
  return { bucket, key, uploadId, begunAt: isCount(begunAt) ? begunAt : 0, ...layout, file, completedParts };
}

/** The fields of a checkpoint that tell where each part is. */
type Layout = Pick<Checkpoint, 'partBytes' | 'delta'>;

function readLayout(fields: NoteFields, fileBytes: number): Layout | undefined {
  const { partBytes } = fields;
  if (!isCount(partBytes)) return undefined;
  if (partBytes === 0) {
    const delta = readDelta(record(fields['delta']), fileBytes);
    if (!delta) return undefined;
    return { partBytes: delta.parts.reduce((most, { start, end }) => Math.max(most, end - start), 0), delta };
  }
  // No version plans smaller parts, nor more than COS takes: no list of them has room in memory.
  return partBytes < minPartBytes || fileBytes > partBytes * maxParts ? undefined : { partBytes };
}

/** Reads the parts that fit the plan, ordered by number; one that is noted twice counts once. */
function partsOf(noted: readonly unknown[], { file, ...layout }: Layout & Pick<Checkpoint, 'file'>): CompletedPart[] {
  const byNumber = new Map<number, CompletedPart>();
  for (const one of noted) {
    const part = readPart(record(one));
    if (part && isPlanned(part, layout, file.bytes)) byNumber.set(part.number, part);
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

function readMark({ bytes, modifiedNs, inode }: NoteFields): FileMark | undefined {
  return isCount(bytes) && isText(modifiedNs) && isText(inode) ? { bytes, modifiedNs, inode } : undefined;
}

function readPart({ number, etag, start, end, crc64, isCopied }: NoteFields): CompletedPart | undefined {
  if (!isCount(number) || !isCount(start) || !isCount(end)) return undefined;
  if (typeof etag !== 'string' || !/^[!-%'-;=?-~]{1,256}$/.test(etag)) return undefined;
  if (typeof crc64 !== 'string' || !/^\d{1,20}$/.test(crc64)) return undefined;
  return { number, etag, start, end, crc64, ...(isCopied === true && { isCopied }) };
}

function isPlanned({ number, start, end }: CompletedPart, layout: Layout, fileBytes: number): boolean {
  const planned = number > 0 ? rangeOfPart(number, layout, fileBytes) : undefined;
  return planned !== undefined && start < fileBytes && start === planned.start && end === planned.end;
}

/** Computes which bytes a part has; `undefined` where there is no such part of an upload that copies. */
export function rangeOfPart(
  number: number,
  { partBytes, delta }: Layout,
  fileBytes: number,
): Pick<CompletedPart, 'start' | 'end'> | undefined {
  if (delta) return delta.parts[number - 1];
  return { start: (number - 1) * partBytes, end: Math.min(fileBytes, number * partBytes) };
}
