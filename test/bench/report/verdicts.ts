import type { Fixture } from '../matchEntries';
import type { Row } from './rows';
import { figure, table } from './table';

/** A table's rows with what they are of. */
export interface Outcome {
  readonly fixture: Fixture;
  readonly rows: readonly Row[];
  /** What ours holds above the idle process once the SDK is loaded, which it is for the first upload only; bytes. */
  readonly sdkBytes: number | undefined;
}

/** One target and what was found. */
export interface Verdict {
  readonly target: string;
  readonly wanted: string;
  readonly found: string;
  readonly isReached: boolean;
}

const MiB = 2 ** 20;

/** Each target with what was found: warm uploads count, the first one is told beside. */
export function verdictTable(outcomes: readonly Outcome[], others: readonly Verdict[]): string {
  const verdicts = [...outcomes.flatMap((outcome) => verdictsOf(outcome)), ...others];
  const lines = verdicts.map(({ target, wanted, found, isReached }) => [
    target,
    wanted,
    found,
    isReached ? 'yes' : '**no**',
  ]);
  return table(['target', 'wanted', 'found', 'reached'], lines);
}

function verdictsOf(outcome: Outcome): readonly Verdict[] {
  const { scene, size } = outcome.fixture;
  const [first, warm] = ['ours, first', 'ours, warm'].map((name) => outcome.rows.find((row) => row.name === name));
  if (!first || !warm) return [];
  const at = `${scene.title.split(':')[0]}, ${size}`;
  const verdicts: Verdict[] = [];
  if (size !== '10MB') {
    if (scene.limit) verdicts.push(shareOfLimit(at, scene.limit(outcome.fixture.bytes) * 1000, first, warm));
    else verdicts.push(...ratios(at, outcome.rows, first, warm));
  }
  return [...verdicts, memory(at, outcome, first, warm), delay(at, first, warm)];
}

function shareOfLimit(at: string, limit: number, first: Row, warm: Row): Verdict {
  const share = (row: Row) => (limit / row.ms) * 100;
  const found = `${figure(share(warm), ' %')} (first ${figure(share(first), ' %')})`;
  return { target: `${at}: share of the limit`, wanted: '≥ 95 %', found, isReached: share(warm) >= 95 };
}

function ratios(at: string, rows: readonly Row[], first: Row, warm: Row): readonly Verdict[] {
  const [floor] = rows;
  const slices = rows.filter(({ of, failure }) => of.startsWith('SDK slice') && !failure);
  const best = [...slices].sort((a, b) => a.ms - b.ms)[0];
  const against = (what: string, other: Row | undefined, most: number): Verdict => {
    const ratio = warm.ms / (other?.ms ?? NaN);
    const found = `${figure(ratio)} (first ${figure(first.ms / (other?.ms ?? NaN))})`;
    return { target: `${at}: time ÷ ${what}`, wanted: `≤ ${figure(most)}`, found, isReached: ratio <= most };
  };
  const coscli = rows.find(({ of, failure }) => of === 'coscli' && !failure);
  return [
    against(floor?.name ?? 'floor', floor, 2),
    against(best?.name ?? 'SDK slice', best, 0.25),
    ...(coscli ? [against('coscli', coscli, 1)] : []),
  ];
}

function memory(at: string, { sdkBytes }: Outcome, first: Row, warm: Row): Verdict {
  const held = Math.max(first.held, warm.held);
  const beyond = sdkBytes === undefined ? '' : `, of it ${figure(sdkBytes / MiB)} the SDK's code`;
  const found = `${figure(held / MiB, ' MiB')}${beyond}`;
  return { target: `${at}: memory above idle`, wanted: '≤ 48 MiB', found, isReached: held <= 48 * MiB };
}

function delay(at: string, first: Row, warm: Row): Verdict {
  const found = `${figure(warm.delay99, ' ms')} (first ${figure(first.delay99, ' ms')})`;
  return { target: `${at}: loop delay p99`, wanted: '< 20 ms', found, isReached: warm.delay99 < 20 };
}
