import { minPartBytes } from '../ports/objectStore';
import type { EqualRange } from './deltaPlan';

/** One way to upload a file up to the end of a range that is copied, cut where what lies beside it has to become a part. */
interface Way {
  readonly range: Room;
  /** The bytes that are sent before the range, those among them that are cut off its start. */
  readonly sent: number;
  readonly cut: number;
  readonly before?: Way;
  /** The bytes that are cut off the end of the range before. */
  readonly cutBefore: number;
}

/** A range that may be copied, and how many of its bytes may be sent instead. */
interface Room extends EqualRange {
  readonly spare: number;
}

// Of three ranges in a row that are sent, the one in the middle could always be copied: the others are parts without it.
const mostSteps = 3;
// Five were the most among twenty thousand random sets of ranges. Somebody else's directory could ask for more.
const mostWays = 32;

/**
 * Chooses the ranges that are copied so that the fewest bytes of a file are sent, when no part but a last one that is sent may
 * be shorter than 1 MiB: shorter ranges are not copied (the documented smallest copy, cloud.tencent.com/document/api/436/8287), and a
 * shorter gap takes what it lacks from the ranges beside it. The result is exact, and ordered like `ranges`.
 */
export function chooseCopies(ranges: readonly EqualRange[], bytes: number): readonly EqualRange[] {
  const beginning: Way = { range: { start: 0, end: 0, baseStart: 0, spare: 0 }, sent: 0, cut: 0, cutBefore: 0 };
  const recent: (readonly Way[])[] = [[beginning]];
  for (const { start, end, baseStart } of ranges) {
    const spare = end - start - minPartBytes;
    if (spare < 0) continue;
    const range = { start, end, baseStart, spare };
    const ways: Way[] = [];
    // From afar to near, so that of two equally good ways the one with fewer copies is kept.
    for (const before of recent) for (const way of before) follow(way, range, ways);
    recent.push(ways);
    if (recent.length > mostSteps) recent.shift();
  }
  return copiesOf(leastSent(recent.flat(), bytes));
}

/** Adds the way that copies `range` next to `ways`, unless another sends as little and leaves as much of the range. */
function follow(before: Way, range: Room, ways: Way[]): void {
  const gap = range.start - before.range.end;
  const lack = gap > 0 ? Math.max(0, minPartBytes - gap) : 0;
  // Nothing else will need what the range before has left.
  const cutBefore = Math.min(lack, before.range.spare - before.cut);
  const cut = lack - cutBefore;
  const sent = before.sent + gap + lack;
  if (cut > range.spare || ways.some((way) => way.sent <= sent && way.cut <= cut)) return;
  let kept = 0;
  for (const way of ways) if (way.sent < sent || way.cut < cut) ways[kept++] = way;
  ways.length = Math.min(kept, mostWays - 1);
  ways.push({ range, sent, cut, before, cutBefore });
}

function leastSent(ways: readonly Way[], bytes: number): Way | undefined {
  let best: Way | undefined;
  let least = Infinity;
  for (const way of ways) {
    const sent = way.sent + bytes - way.range.end;
    if (sent >= least) continue;
    least = sent;
    best = way;
  }
  return best;
}

function copiesOf(last: Way | undefined): readonly EqualRange[] {
  const copies: EqualRange[] = [];
  let cutEnd = 0;
  for (let way = last; way?.before; way = way.before) {
    const { start, end, baseStart } = way.range;
    copies.push({ start: start + way.cut, end: end - cutEnd, baseStart: baseStart + way.cut });
    cutEnd = way.cutBefore;
  }
  return copies.reverse();
}
