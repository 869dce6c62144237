import type { Fixture } from '../matchEntries';
import type { Row } from './rows';
import { figure, table } from './table';

/** The table of one match. */
export function matchTable({ scene, bytes }: Fixture, rows: readonly Row[]): string {
  const floor = rows[0];
  const limit = scene.limit?.(bytes);
  const head = [
    '',
    'rounds',
    'time',
    'spread',
    '÷ floor',
    'MB/s',
    'CPU',
    '÷ floor',
    'memory',
    'delay p99',
    'delay max',
  ];
  const last = limit === undefined ? 'store busy' : '% of limit';
  const lines = rows.map((row) => {
    if (row.failure) return [row.name, `failed: ${row.failure.replaceAll('\n', ' ').slice(0, 80)}`];
    return [
      row.name,
      String(row.rounds),
      figure(row.ms / 1000, ' s'),
      `${figure(row.least / 1000)}–${figure(row.most / 1000)}`,
      figure(row.ms / (floor?.ms ?? NaN)),
      figure(bytes / 1000 / row.ms),
      figure(row.cpuMs / 1000, ' s'),
      figure(row.cpuMs / (floor?.cpuMs ?? NaN)),
      figure(row.held / 2 ** 20, ' MiB'),
      figure(row.delay99, ' ms'),
      figure(row.delayMost, ' ms'),
      limit === undefined ? figure(row.sinkShare * 100, ' %') : figure((limit * 1e5) / row.ms, ' %'),
    ];
  });
  return table([...head, last], lines);
}
