import { setTimeout as wait } from 'node:timers/promises';
import type { Conditions } from '../conditions';
import { copySource } from './copySource';
import { slice } from './getObject';
import { hash } from './hash';
import { keepPart, partCrc64, partOf } from './keepPart';
import { freeUpload, partNumber } from './openUpload';
import type { Operation } from './operation';
import { readCopyRange } from './readRange';
import { unhurried } from './unhurried';
import { xmlAnswer } from './xml';

/** Makes a part of an object, or of a range of it, that is already here; whether or not the client is still there. */
export const uploadPartCopy: Operation = async (request) => {
  partNumber(request);
  freeUpload(request);
  const source = copySource(request);
  const range = request.headers['x-cos-copy-source-range'];
  const { start, end } = readCopyRange(range === undefined ? range : String(range), source.size);
  const content = await hash(unhurried(slice(source.chunks, start, end)), request.store);
  const part = partOf(request, content, source.crc64 === '');
  const fields = { ETag: part.etag, LastModified: new Date(request.now).toISOString() };
  const { conditions, signal } = request;
  const ms = durationOf(conditions, part.size);
  const done = (ms > 0 ? wait(ms, undefined, { signal }) : Promise.resolve()).then(() => keepPart(request, part));
  if (!conditions.copySpaces) {
    await done;
    return xmlAnswer('CopyPartResult', fields, partCrc64(part));
  }
  // Nobody may be there any more to hear of it.
  done.catch(() => undefined);
  return { ...xmlAnswer('CopyPartResult', fields), spaced: { ms, done } };
};

function durationOf({ copyMs, copyBandwidth }: Conditions, bytes: number): number {
  return copyMs + (copyBandwidth > 0 ? (bytes / copyBandwidth) * 1000 : 0);
}
