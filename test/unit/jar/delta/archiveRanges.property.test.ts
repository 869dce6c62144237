import assert from 'node:assert/strict';
import type { DeltaPart, EqualRange } from '../../../../src/core/delta/deltaPlan';
import { chooseCopies } from '../../../../src/core/delta/chooseCopies';
import { planDelta } from '../../../../src/core/delta/planDelta';
import { archiveRanges } from '../../../../src/jar/delta/archiveRanges';
import { memorySource } from '../../../fixtures/memorySource';
import { note } from '../../../harness/note';
import { leastToSend } from '../../core/delta/leastToSend';
import { Random } from '../random';
import { boot, bytesOf, changes, shaded, war, withDescriptors, withTimes, type Build, type Change } from './builds';
import { trueRanges } from './trueRanges';

const MiB = 1024 * 1024;
const mostPoints = 2.5;
const pairs = 40;

/** A kind of build: its name, the first one, and what the next one changes. */
type Row = readonly [string, (random: Random) => Build, readonly (keyof typeof changes)[]];

/** How much of a file is sent, in percent: by the plan, and at least. */
interface Shares {
  readonly sent: number;
  readonly least: number;
  readonly ranges: number;
  readonly falseRanges: number;
  readonly isPlanned: boolean;
}

async function compare(file: Buffer, base: Buffer): Promise<Shares> {
  const source = memorySource(file);
  const ranges = await archiveRanges.equalRanges(
    source,
    await archiveRanges.readDirectory(source),
    await archiveRanges.readDirectory(memorySource(base)),
  );
  const falseRanges = ranges.filter((range) => !isEqual(range, file, base)).length;
  checkOrder(ranges, file.length);
  const parts = planDelta({ bytes: file.length, ranges, partBytes: 2 * MiB });
  if (parts) checkParts(parts, file, base);
  const copied = chooseCopies(ranges, file.length).reduce((sum, { start, end }) => sum + end - start, 0);
  const percent = 100 / file.length;
  return {
    sent: (file.length - copied) * percent,
    least: leastToSend(trueRanges(file, base), file.length) * percent,
    ranges: ranges.length,
    falseRanges,
    isPlanned: parts !== undefined,
  };
}

function isEqual({ start, end, baseStart }: EqualRange, file: Buffer, base: Buffer): boolean {
  return file.compare(base, baseStart, baseStart + end - start, start, end) === 0;
}

function checkOrder(ranges: readonly EqualRange[], bytes: number): void {
  let end = 0;
  for (const range of ranges) {
    assert.ok(range.start >= end && range.end > range.start && range.end <= bytes);
    end = range.end;
  }
}

/** Checks that the parts are the file, where one that turned out to be another is sent, and none too short. */
function checkParts(parts: readonly DeltaPart[], file: Buffer, base: Buffer): void {
  let at = 0;
  const pieces = parts.map(({ start, end, copyFrom }) => {
    const length = end - start;
    assert.equal(start, at);
    assert.ok((length >= MiB || end === file.length) && length < 4 * MiB, `${length} bytes`);
    at = end;
    const isCopied = copyFrom !== undefined && isEqual({ start, end, baseStart: copyFrom }, file, base);
    return isCopied ? base.subarray(copyFrom, copyFrom + length) : file.subarray(start, end);
  });
  assert.ok(Buffer.concat(pieces).equals(file));
}

function after(build: Build, random: Random, ...list: readonly Change[]): Build {
  return list.reduce((before, change) => change(before, random), build);
}

describe('archiveRanges with builds', function () {
  this.timeout(120_000);

  const rows: readonly Row[] = [
    ['Boot JAR, rebuilt', boot, ['rebuilt']],
    ['Boot JAR, one class', boot, ['rebuilt', 'classChanged']],
    ['Boot JAR, one class and a library raised', boot, ['rebuilt', 'classChanged', 'libraryRaised']],
    ['Boot JAR, a library added', boot, ['rebuilt', 'libraryAdded']],
    ['Boot JAR, a library removed', boot, ['rebuilt', 'libraryRemoved']],
    ['executable JAR, one class', (random) => changes.prefixed(boot(random), random), ['rebuilt', 'classChanged']],
    ['executable JAR after a plain one', boot, ['rebuilt', 'prefixed']],
    ['reproducible, again', boot, []],
    ['reproducible, one class and a library raised', boot, ['classChanged', 'libraryRaised']],
    ['reproducible, another time zone', (random) => withTimes(boot(random), random), ['timeZone', 'accessTimes']],
    ['WAR, one class', war, ['rebuilt', 'classChanged']],
    ['Gradle, cache filled anew', boot, ['rebuilt', 'libraryTimes']],
    ['shaded, one class', shaded, ['rebuilt', 'classChanged']],
    ['shaded, reproducible, three classes', shaded, ['classChanged', 'classChanged', 'classChanged']],
    ['shaded, a library in front', shaded, ['rebuilt', 'libraryAdded']],
    ['another order', boot, ['rebuilt', 'reordered']],
    ['deflated again', war, ['deflatedAgain']],
    ['ZIP64', (random) => changes.zip64Entries(boot(random)), ['rebuilt', 'classChanged']],
  ];

  it('plans what real builds are like within 2.5 points of the least', async () => {
    const random = new Random(1);
    for (const [name, make, list] of rows) {
      const before = make(random);
      const next = after(before, random, ...list.map((change) => changes[change]));
      const { sent, least, falseRanges } = await compare(bytesOf(next), bytesOf(before));
      note(`delta, ${name}: ${sent.toFixed(1)} % sent, at least ${least.toFixed(1)} %`);
      assert.equal(falseRanges, 0, name);
      assert.ok(sent - least <= mostPoints, `${name}: ${sent} % sent, at least ${least} %`);
    }
  });

  it(`plans ${pairs} random pairs within 2.5 points of the least, and the parts are the file`, async () => {
    const random = new Random(20_261_126);
    const all = Object.keys(changes) as (keyof typeof changes)[];
    const some = (most: number): (keyof typeof changes)[] =>
      Array.from({ length: random.below(most) }, () => random.of(all));
    let [ranges, falseRanges, falseOfOthers, worst, planned] = [0, 0, 0, 0, 0];
    for (let n = 0; n < pairs; n++) {
      const made = random.of([boot, boot, war, shaded])(random);
      const streamed = random.below(4) === 0 ? withDescriptors(made) : made;
      const times = random.below(3) === 0 ? withTimes(streamed, random) : streamed;
      const before = after(times, random, ...some(3).map((name) => changes[name]));
      const list = [...some(5), 'accessTimes'] as const;
      const next = after(before, random, ...list.map((name) => changes[name]));
      const shares = await compare(bytesOf(next), bytesOf(before));
      const over = shares.sent - shares.least;
      assert.ok(over <= mostPoints, `${n} ${list.join()}: ${JSON.stringify(shares)}`);
      // Data that another compressor packed to the same size: only the sums of the parts tell.
      if (list.includes('deflatedAgain')) falseOfOthers += shares.falseRanges;
      else falseRanges += shares.falseRanges;
      ranges += shares.ranges;
      worst = Math.max(worst, over);
      planned += Number(shares.isPlanned);
    }
    note(
      `delta: ${pairs} pairs, ${planned} with copies; ${ranges} ranges, ${falseRanges} false ones, ${falseOfOthers} more of ` +
        `another compressor; ${worst.toFixed(2)} points at worst`,
    );
    assert.equal(falseRanges, 0);
  });
});
