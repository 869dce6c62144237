import { minPartBytes } from '../ports/objectStore';
import type { DeltaPart, EqualRange } from './deltaPlan';

/** A file of `bytes` bytes whose ranges `copies`, ordered, are copied; parts become about `partBytes` large. */
export interface DividePartsInput {
  readonly bytes: number;
  readonly copies: readonly EqualRange[];
  readonly partBytes: number;
}

/** Divides what is copied and what lies between into parts of at least 1 MiB but the last, and less than twice `partBytes`. */
export function divideParts({ bytes, copies, partBytes }: DividePartsInput): readonly DeltaPart[] {
  const parts: DeltaPart[] = [];
  let end = 0;
  for (const copy of copies) {
    if (copy.start > end) divide(parts, { start: end, end: copy.start }, partBytes);
    divide(parts, { start: copy.start, end: copy.end, copyFrom: copy.baseStart }, partBytes);
    end = copy.end;
  }
  if (bytes > end) divide(parts, { start: end, end: bytes }, partBytes);
  return parts;
}

function divide(parts: DeltaPart[], { start, end, copyFrom }: DeltaPart, partBytes: number): void {
  const bytes = end - start;
  const count = Math.max(1, Math.min(Math.round(bytes / partBytes), Math.floor(bytes / minPartBytes)));
  for (let n = 0; n < count; n++) {
    const offset = Math.floor((bytes * n) / count);
    parts.push({
      start: start + offset,
      end: start + Math.floor((bytes * (n + 1)) / count),
      ...(copyFrom !== undefined && { copyFrom: copyFrom + offset }),
    });
  }
}
