import type { EqualRange } from '../../../../src/core/delta/deltaPlan';

const MiB = 1024 * 1024;

/**
 * The fewest bytes that any division of a file into parts of at least 1 MiB, but for a last one that is sent, sends, by trying each border with each.
 * `ranges` may overlap. Exact: the borders of a best division are those of ranges, or whole MiB from one.
 */
export function leastToSend(ranges: readonly EqualRange[], bytes: number): number {
  const borders = bordersOf(ranges, bytes);
  const least = new Float64Array(borders.length).fill(Infinity);
  least[0] = 0;
  // For each border how far each range that has it goes: a part is copied within one of them.
  const reach = borders.map((border) =>
    Math.max(0, ...ranges.filter(({ start, end }) => start <= border && border < end).map(({ end }) => end)),
  );
  for (let from = 0; from < borders.length; from++) {
    for (let to = from + 1; to < borders.length; to++) {
      const length = borders[to]! - borders[from]!;
      if (length < MiB && borders[to] !== bytes) continue;
      const sent = borders[to]! <= reach[from]! && length >= MiB ? 0 : length;
      least[to] = Math.min(least[to]!, least[from]! + sent);
    }
  }
  return least.at(-1)!;
}

function bordersOf(ranges: readonly EqualRange[], bytes: number): readonly number[] {
  const borders = new Set<number>();
  for (const edge of [0, bytes, ...ranges.flatMap(({ start, end }) => [start, end])]) {
    for (let at = edge % MiB; at <= bytes; at += MiB) borders.add(at);
  }
  borders.add(0).add(bytes);
  return [...borders].sort((one, other) => one - other);
}
