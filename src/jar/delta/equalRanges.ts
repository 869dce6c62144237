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
 * are the same, else the data alone of large ones. A package with the same directory is one range. Reads the local headers of
 * such large entries, at most a thousand; throws what `file` does.
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
  const ofBase = new BaseSpans(await spansOf(base));
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
  return withPrefix(ranges, spans[0]);
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
