import assert from 'node:assert/strict';
import { chooseCopies } from '../../../../src/core/delta/chooseCopies';
import type { DeltaPart, EqualRange } from '../../../../src/core/delta/deltaPlan';
import { planDelta } from '../../../../src/core/delta/planDelta';
import { note } from '../../../harness/note';
import { Random } from '../../jar/random';
import { leastToSend } from './leastToSend';

const MiB = 1024 * 1024;
const grain = MiB / 8;

/** Ranges `[start, end, baseStart]` in MiB. */
function ranges(...list: readonly (readonly [number, number, number])[]): readonly EqualRange[] {
  return list.map(([start, end, baseStart]) => ({ start: start * MiB, end: end * MiB, baseStart: baseStart * MiB }));
}

function plan(bytes: number, equal: readonly EqualRange[], partBytes = 1000): readonly DeltaPart[] | undefined {
  return planDelta({ bytes: bytes * MiB, ranges: equal, partBytes: partBytes * MiB });
}

/** Parts as words, in MiB. */
function words(parts: readonly DeltaPart[] | undefined): readonly string[] | undefined {
  return parts?.map(({ start, end, copyFrom }) => {
    const range = `${start / MiB}-${end / MiB}`;
    return copyFrom === undefined ? range : `${range} from ${copyFrom / MiB}`;
  });
}

function sentBytes(copies: readonly EqualRange[], bytes: number): number {
  return copies.reduce((left, { start, end }) => left - (end - start), bytes);
}

/** Checks all that a plan promises; `most`: the size that a part stays below. */
function check(parts: readonly DeltaPart[], equal: readonly EqualRange[], bytes: number, most: number): void {
  let end = 0;
  for (const part of parts) {
    assert.equal(part.start, end);
    end = part.end;
    const length = part.end - part.start;
    assert.ok(length >= MiB || (part.end === bytes && length > 0 && part.copyFrom === undefined), `${length} bytes`);
    assert.ok(length < most, `${length} bytes of at most ${most}`);
    const { copyFrom } = part;
    if (copyFrom === undefined) continue;
    const range = equal.find(({ start, end: rangeEnd }) => start <= part.start && part.end <= rangeEnd);
    assert.equal(copyFrom, range && range.baseStart + part.start - range.start);
  }
  assert.equal(end, bytes);
}

function randomRanges(
  random: Random,
  count: number,
): { readonly equal: readonly EqualRange[]; readonly bytes: number } {
  const equal: EqualRange[] = [];
  let at = 0;
  for (let n = 0; n < count; n++) {
    at += random.of([0, 0, 1, random.below(8), random.below(24)]) * grain;
    const end = at + random.of([1 + random.below(7), 8, 8 + random.below(9), 8 + random.below(32)]) * grain;
    equal.push({ start: at, end, baseStart: random.below(1000) * grain });
    at = end;
  }
  return { equal, bytes: at + random.of([0, 1, random.below(30)]) * grain };
}

describe('planDelta', function () {
  this.timeout(60_000);

  it('copies what the base has and sends the rest', () => {
    assert.deepEqual(words(plan(20, ranges([1, 18, 0]))), ['0-1', '1-18 from 0', '18-20']);
  });

  it('sends nothing of a file that the base has', () => {
    assert.deepEqual(words(plan(20, ranges([0, 20, 0]))), ['0-20 from 0']);
  });

  it('lets the range beside a short gap give what the part lacks', () => {
    assert.deepEqual(words(plan(20, ranges([0.25, 10, 5], [10.5, 20, 30]))), [
      '0-1',
      '1-9.5 from 5.75',
      '9.5-10.5',
      '10.5-20 from 30',
    ]);
  });

  it('takes it from the other side where the first has none to spare', () => {
    assert.deepEqual(words(plan(12, ranges([0, 1.25, 0], [1.5, 12, 30]))), ['0-1 from 0', '1-2', '2-12 from 30.5']);
  });

  it('sends a range that its neighbours would have to be cut too short for', () => {
    assert.deepEqual(words(plan(20, ranges([0, 9, 0], [9.5, 10.5, 9], [11, 20, 30]))), [
      '0-9 from 0',
      '9-11',
      '11-20 from 30',
    ]);
  });

  it('copies neighbours from different places without a gap, and sends what is too short at the end', () => {
    const equal = ranges([0, 6, 7], [6, 9, 0], [9, 9.5, 20]);
    assert.deepEqual(words(plan(9.5, equal)), ['0-6 from 7', '6-9 from 0', '9-9.5']);
    assert.deepEqual(words(plan(9.5, ranges([0, 9, 0]))), ['0-9 from 0', '9-9.5']);
  });

  it('divides what is copied and what is sent into parts of about the size', () => {
    const equal = ranges([0, 40, 0]);
    assert.equal(plan(60, equal, 8)?.length, 8);
    check(plan(60, equal, 8)!, equal, 60 * MiB, 16 * MiB);
    assert.equal(plan(60, equal, 1)?.length, 60);
    // Smaller than COS takes.
    assert.equal(plan(60, equal, 0.5)?.length, 60);
  });

  it('makes larger parts of a file that would have more than ten thousand', () => {
    const equal = ranges([0, 100_000, 0]);
    const parts = plan(150_000, equal, 1)!;
    assert.ok(parts.length <= 10_000, `${parts.length} parts`);
    check(parts, equal, 150_000 * MiB, 64 * MiB);
    const crowded = Array.from({ length: 10_001 }, (_, n) => [n * 3, n * 3 + 2, n * 2] as const);
    assert.equal(plan(30_003, ranges(...crowded), 1), undefined);
  });

  it('plans nothing that would save less than 4 MiB, or than a quarter', () => {
    assert.equal(plan(8, ranges([0, 3.999, 0])), undefined);
    assert.equal(plan(16, ranges([0, 3.999, 0])), undefined);
    assert.equal(plan(16, ranges([0, 4, 0]))?.length, 2);
    assert.equal(plan(16.001, ranges([0, 4, 0])), undefined);
    assert.equal(plan(20, []), undefined);
    assert.equal(planDelta({ bytes: 0, ranges: [], partBytes: MiB }), undefined);
  });

  it('sends the fewest bytes that any division does', () => {
    const random = new Random(20_261_126);
    let [sets, most] = [0, 0];
    for (const [times, limit] of [
      [6_000, 6],
      [1_500, 14],
      [150, 60],
    ] as const) {
      for (let n = 0; n < times; n++, sets++) {
        const { equal, bytes } = randomRanges(random, 1 + random.below(limit));
        const copies = chooseCopies(equal, bytes);
        assert.equal(sentBytes(copies, bytes), leastToSend(equal, bytes), JSON.stringify({ n, limit, equal, bytes }));
        most = Math.max(most, copies.length);
        const partBytes = MiB * (1 + random.below(16));
        const parts = planDelta({ bytes, ranges: equal, partBytes });
        if (parts) check(parts, equal, bytes, 2 * partBytes);
      }
    }
    note(`planDelta: ${sets} sets of ranges, as few bytes as the exhaustive planner in all; up to ${most} copies`);
  });

  it('plans for hundreds of thousands of ranges', () => {
    const random = new Random(7);
    const { equal, bytes } = randomRanges(random, 300_000);
    const small = equal.map(({ start, end, baseStart }) => ({
      start: Math.floor(start / 100),
      end: Math.floor(end / 100),
      baseStart,
    }));
    for (const [name, list, length] of [
      ['of any size', equal, bytes],
      ['mostly short', small, bytes / 100],
    ] as const) {
      const started = performance.now();
      planDelta({ bytes: length, ranges: list, partBytes: 16 * MiB });
      const ms = performance.now() - started;
      const { length: copied } = chooseCopies(list, length);
      note(`planDelta: 300,000 ranges ${name}, ${copied} to be copied, ${ms.toFixed(0)} ms`);
      assert.ok(ms < 4_000, `${ms} ms`);
    }
  });
});
