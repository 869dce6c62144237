import type { CopyBase, DeltaPart, DeltaPlan } from '../core/delta/deltaPlan';
import { maxParts, minPartBytes } from '../core/ports/objectStore';
import { isCount, record, type NoteFields } from './noteFields';

/** A plan as notes have it: of each part its end and, where it may be copied, its position in the base. */
interface DeltaNote {
  readonly base: CopyBase;
  readonly parts: readonly (readonly [end: number, copyFrom?: number])[];
}

const plainName = /^[\w.-]{1,255}$/;
// Without control characters and halves of surrogates; the signs that join emoji, and private ones, are as good as any.
const plainKey = /^[^\p{Cc}\p{Cs}]{1,1024}$/u;
const printable = /^[\x21-\x7e]{1,256}$/;

/** Turns a plan into what a note has of it. */
export function deltaNote({ base, parts }: DeltaPlan): DeltaNote {
  return { base, parts: parts.map(({ end, copyFrom }) => (copyFrom === undefined ? [end] : [end, copyFrom])) };
}

/** Reads a plan for a file of so many bytes from a note; `undefined` where anything does not fit. */
export function readDelta(fields: NoteFields, fileBytes: number): DeltaPlan | undefined {
  const base = readBase(record(fields['base']));
  const noted: unknown = fields['parts'];
  if (!base || !Array.isArray(noted) || noted.length === 0 || noted.length > maxParts) return undefined;
  const parts: DeltaPart[] = [];
  for (const one of noted as readonly unknown[]) {
    const part = readPart(one, parts.at(-1)?.end ?? 0, base);
    if (!part || (part.end - part.start < minPartBytes && part.end !== fileBytes)) return undefined;
    parts.push(part);
  }
  return parts.at(-1)?.end === fileBytes ? { base, parts } : undefined;
}

function readBase({ bucket, region, key, etag, bytes }: NoteFields): CopyBase | undefined {
  if (!isOf(bucket, plainName) || !isOf(region, plainName) || !isOf(key, plainKey)) return undefined;
  return isOf(etag, printable) && isCount(bytes) ? { bucket, region, key, etag, bytes } : undefined;
}

function readPart(noted: unknown, start: number, { bytes }: CopyBase): DeltaPart | undefined {
  const [end, copyFrom] = Array.isArray(noted) ? (noted as readonly unknown[]) : [];
  if (!isCount(end) || end <= start) return undefined;
  if (copyFrom === undefined) return { start, end };
  return isCount(copyFrom) && copyFrom + end - start <= bytes ? { start, end, copyFrom } : undefined;
}

function isOf(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
