import { oursNames, type DeltaOutcome } from '../delta/playDelta';
import { figure } from './table';
import type { Row } from './rows';
import type { Verdict } from './verdicts';

interface Target {
  readonly what: string;
  readonly most: number;
  readonly unit: string;
  readonly of: (row: Row) => number;
}

const MiB = 2 ** 20;
const memory: Target = { what: 'memory above idle', most: 48, unit: ' MiB', of: (row) => row.held / MiB };
const delay: Target = { what: 'loop delay p99', most: 20, unit: ' ms', of: (row) => row.delay99 };

/** Each target of uploading only what changed: warm uploads count, the first one is told beside. */
export function deltaVerdicts(outcomes: readonly DeltaOutcome[]): readonly Verdict[] {
  return outcomes.flatMap((outcome) => [
    ...verdictsOf(outcome, oursNames.class, [...changedTargets(outcome, 2.5), memory, delay]),
    ...verdictsOf(outcome, oursNames.library, changedTargets(outcome, 6)),
    ...verdictsOf(outcome, oursNames.refused, [longer(outcome), memory, delay]),
  ]);
}

function changedTargets({ scene, bytes, rows }: DeltaOutcome, most: number): readonly Target[] {
  const sent: Target = { what: 'bytes sent', most, unit: ' %', of: (row) => (row.received / bytes) * 100 };
  const { maxShareOfTime } = scene;
  if (maxShareOfTime === undefined) return [sent];
  const of = (row: Row): number => row.ms / (rows[0]?.ms ?? NaN);
  return [sent, { what: `time ÷ ${rows[0]?.name ?? 'floor'}`, most: maxShareOfTime, unit: '', of }];
}

/** The seconds that it takes beside an upload that tries no copy, a first one beside a first one. */
function longer({ rows }: DeltaOutcome): Target {
  const without = (name: string): Row | undefined =>
    rows.find((row) => row.name === name.replace(oursNames.refused, oursNames.full));
  const of = (row: Row): number => (row.ms - (without(row.name)?.ms ?? NaN)) / 1000;
  return { what: 'longer than without delta', most: 1, unit: ' s', of };
}

function verdictsOf({ scene, rows }: DeltaOutcome, name: string, targets: readonly Target[]): readonly Verdict[] {
  const [first, warm] = ['first', 'warm'].map((which) => rows.find((row) => row.name === `${name}, ${which}`));
  if (!first || !warm) return [];
  return targets.map(({ what, most, unit, of }) => ({
    target: `${scene.title}, ${scene.size}, ${name.replace('ours, ', '')}: ${what}`,
    wanted: `≤ ${figure(most, unit)}`,
    found: `${figure(of(warm), unit)} (first ${figure(of(first), unit)})`,
    isReached: !warm.failure && of(warm) <= most,
  }));
}
