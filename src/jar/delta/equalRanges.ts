import type { EqualRange } from '../../core/delta/deltaPlan';
import type { KeptDirectory } from '../../core/ports/archiveRanges';
import type { ByteSource } from '../../core/ports/packageReader';
import { BaseSpans } from './baseSpans';
import { equalData } from './equalData';
import { hasHiddenTimes } from './isSameSpan';
import { spansOf, type Span } from './spansOf';

// Each costs a read. They are seldom copied alone, but together with equal entries behind them.
const minDataBytes = 64 * 1024;
const maxReads = 1_000;

/** A range that what follows it may be joined to. */
type JoinedRange = { -readonly [Field in keyof EqualRange]: number };

/**
 * Finds the ranges of `file`, whose directory is `directory`, that stand in `base` as well: whole entries where the directories
 * are the same, else the data alone of large ones, and the beginning of the directory itself. A package with the same directory is
 * one range. Reads the local headers of such large entries, at most a thousand; throws what `file` does.
 */
export async function equalRanges(
  file: ByteSource,
  directory: KeptDirectory,
  base: KeptDirectory,
): Promise<readonly EqualRange[]> {
  const spans = await spansOf(directory);
  if (spans.length > 0 && isSameDirectory(directory, base) && !spans.some(hasHiddenTimes)) {
    return [{ start: 0, end: directory.packageBytes, baseStart: 0 }];
  }
  const baseSpans = await spansOf(base);
  const ofBase = new BaseSpans(baseSpans);
  const ranges: JoinedRange[] = [];
  let before: Span | undefined;
  let reads = 0;
  for (const span of spans) {
    const { start, end } = span;
    const same = ofBase.same(span, before);
    const alike = same ?? (span.packedBytes >= minDataBytes && reads < maxReads ? ofBase.withData(span) : undefined);
    before = alike;
    if (same) add(ranges, { start, end, baseStart: same.start });
    else if (alike) {
      reads++;
      const range = await equalData(file, span, alike);
      if (range) add(ranges, range);
    }
  }
  const directoryBytes = baseSpans.length > 0 ? sharedBytes(directory.tail, base.tail) : 0;
  if (directoryBytes >= minDataBytes)
    add(ranges, { start: directory.start, end: directory.start + directoryBytes, baseStart: base.start });
  return withPrefix(ranges, spans[0]);
}

// Of thousands of small files the directory is some percent, and the same up to what was added or changed.
function sharedBytes(one: Uint8Array, other: Uint8Array): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one[at] === other[at]) at++;
  return at;
}

// A launch script is the same as long as it has the same length, and what begins behind it.
function withPrefix(ranges: readonly EqualRange[], first: Span | undefined): readonly EqualRange[] {
  const [range, ...others] = ranges;
  const isFirst = range && range.start === first?.start && range.start === range.baseStart;
  return isFirst ? [{ start: 0, end: range.end, baseStart: 0 }, ...others] : ranges;
}

function isSameDirectory(one: KeptDirectory, other: KeptDirectory): boolean {
  return one.packageBytes === other.packageBytes && Buffer.compare(one.tail, other.tail) === 0;
}

/** Adds a range, or what it adds to the last one. */
function add(ranges: JoinedRange[], range: JoinedRange): void {
  const last = ranges.at(-1);
  const isNext = last?.end === range.start && last.baseStart + (last.end - last.start) === range.baseStart;
  if (isNext) last.end = range.end;
  else ranges.push(range);
}
