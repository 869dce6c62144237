import type { DeltaOutcome } from '../delta/playDelta';
import { figure, table } from './table';

const columns = [
  '',
  'rounds',
  'time',
  'spread',
  '÷ floor',
  'sent',
  'of file',
  'CPU',
  'memory',
  'delay p99',
  'delay max',
];

/** The table of one scene. */
export function deltaTable({ bytes, rows }: DeltaOutcome): string {
  const floor = rows[0];
  const lines = rows.map((row) => {
    if (row.failure) return [row.name, `failed: ${row.failure.replaceAll('\n', ' ').slice(0, 80)}`];
    return [
      row.name,
      String(row.rounds),
      figure(row.ms / 1000, ' s'),
      `${figure(row.least / 1000)}–${figure(row.most / 1000)}`,
      figure(row.ms / (floor?.ms ?? NaN)),
      figure(row.received / 1e6, ' MB'),
      figure((row.received / bytes) * 100, ' %'),
      figure(row.cpuMs / 1000, ' s'),
      figure(row.held / 2 ** 20, ' MiB'),
      figure(row.delay99, ' ms'),
      figure(row.delayMost, ' ms'),
    ];
  });
  return table(columns, lines);
}
