import type { EqualRange } from '../../core/delta/deltaPlan';
import type { KeptDirectory } from '../../core/ports/archiveRanges';
import type { ByteSource } from '../../core/ports/packageReader';
import { BaseSpans } from './baseSpans';
import { equalData } from './equalData';
import { spansOf, type Span } from './spansOf';

// Smaller ones cost a read each, and cannot be copied by themselves: two of them have a header between them.
const minDataBytes = 512 * 1024;
const maxReads = 1_000;

/**
 * Finds the ranges of `file`, whose directory is `directory`, that stand in `base` as well: whole entries where the directories
 * are the same, else the data alone of large ones. A package with the same directory is one range. Reads the local headers of
 * such large entries, at most a thousand; throws what `file` does.
 */
export async function equalRanges(
  file: ByteSource,
  directory: KeptDirectory,
  base: KeptDirectory,
): Promise<readonly EqualRange[]> {
  const spans = await spansOf(directory);
  if (spans.length > 0 && isSameDirectory(directory, base)) {
    return [{ start: 0, end: directory.packageBytes, baseStart: 0 }];
  }
  const ofBase = new BaseSpans(await spansOf(base));
  const ranges: EqualRange[] = [];
  let before: Span | undefined;
  let reads = 0;
  for (const span of spans) {
    before = ofBase.same(span, before);
    if (before) {
      add(ranges, { start: span.start, end: span.end, baseStart: before.start });
    } else if (span.packedBytes >= minDataBytes && reads < maxReads) {
      const alike = ofBase.withData(span);
      if (!alike) continue;
      reads++;
      const range = await equalData(file, span, alike);
      if (range) ranges.push(range);
    }
  }
  return ranges;
}

function isSameDirectory(one: KeptDirectory, other: KeptDirectory): boolean {
  return one.packageBytes === other.packageBytes && Buffer.compare(one.tail, other.tail) === 0;
}

function add(ranges: EqualRange[], range: EqualRange): void {
  const last = ranges.at(-1);
  if (last?.end !== range.start || last.baseStart + (last.end - last.start) !== range.baseStart) ranges.push(range);
  else ranges[ranges.length - 1] = { ...last, end: range.end };
}
