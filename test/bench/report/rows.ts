import { isOurs } from '../contestants/beside';
import type { ContestantName } from '../contestants/contestants';
import type { Round, Score } from '../match';
import { median, present } from '../statistics';

/** One line of a table: medians of its rounds. ms and bytes; `held` is the peak of memory above idle. */
export interface Row {
  readonly name: string;
  readonly of: ContestantName;
  readonly rounds: number;
  readonly ms: number;
  readonly least: number;
  readonly most: number;
  readonly cpuMs: number;
  readonly held: number;
  readonly delay99: number;
  readonly delayMost: number;
  /** Share of the time that the store's processor was busy. */
  readonly sinkShare: number;
  readonly received: number;
  readonly failure?: string;
}

/** Ours in two lines, as a person meets it: the first upload after the start of the editor, and all later ones. */
export function rowsOf(score: Score): readonly Row[] {
  const { name, rounds } = score;
  if (!isOurs(score.of)) return [row(name, score, rounds)];
  return [row(`${name}, first`, score, rounds.slice(0, 1)), row(`${name}, warm`, score, rounds.slice(1))];
}

function row(name: string, score: Score, rounds: readonly Round[]): Row {
  const times = rounds.map(({ ms }) => ms);
  // A program of its own holds nothing before it starts.
  const isOutside = rounds.every(({ delay99 }) => delay99 === undefined);
  const idle = isOutside ? 0 : score.idleRss;
  return {
    name,
    of: score.of,
    rounds: rounds.length,
    ms: median(times),
    least: Math.min(...times),
    most: Math.max(...times),
    cpuMs: median(present(rounds.map(({ cpuMs }) => cpuMs))),
    held: Math.max(...present(rounds.map(({ peakRss }) => peakRss))) - idle,
    delay99: median(present(rounds.map(({ delay99 }) => delay99))),
    delayMost: Math.max(...present(rounds.map(({ delayMost }) => delayMost))),
    sinkShare: median(rounds.map(({ sinkCpuMs, ms }) => sinkCpuMs / ms)),
    received: median(rounds.map(({ received }) => received)),
    ...(score.failure !== undefined && { failure: score.failure }),
  };
}
