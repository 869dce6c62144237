import type { ContestantName } from './contestants/contestants';
import type { Task } from './contestants/contestant';
import { Player } from './player';
import type { Sample } from './meter';
import type { Conditions } from './sink/conditions';
import type { Sink } from './sink/sink';

/** One upload: `sinkCpuMs` is what the store used for it, `received` the bytes that it was sent. */
export interface Round extends Sample {
  readonly sinkCpuMs: number;
  readonly received: number;
}

/** One way to upload one file over one line, `rounds` times. */
export interface Entry {
  /** Names its row. */
  readonly name: string;
  readonly contestant: ContestantName;
  readonly task: Task;
  readonly conditions: Conditions;
  readonly rounds: number;
  /** Whether untimed uploads come first, so that the sink need not hash while it is timed. */
  readonly isTaught: boolean;
}

/** All rounds of one entry in order; `idleRss` before the first, `loadedRss` with all that the first one loads. */
export interface Score {
  readonly name: string;
  readonly of: ContestantName;
  readonly rounds: readonly Round[];
  readonly idleRss: number;
  readonly loadedRss?: number;
  /** Why it did not get to the end. */
  readonly failure?: string;
}

interface Seat {
  readonly entry: Entry;
  readonly player: Player;
  readonly loadedRss: number | undefined;
  readonly rounds: Round[];
  failure?: string;
}

const maxLessons = 5;
const maxRepeats = 3;

/** Lets the entries upload in turn, round after round. */
export async function playMatch(sink: Sink, entries: readonly Entry[]): Promise<Score[]> {
  const seats: Seat[] = [];
  for (const entry of entries) seats.push(await takeSeat(sink, entry));
  const most = Math.max(0, ...entries.map(({ rounds }) => rounds));
  for (let n = 0; n < most; n++) {
    for (const seat of seats) {
      if (seat.rounds.length < seat.entry.rounds && !seat.failure) await playRound(sink, seat);
    }
  }
  seats.forEach(({ player }) => player.stop());
  return seats.map(({ entry, player, rounds, loadedRss, failure }) => ({
    name: entry.name,
    of: entry.contestant,
    rounds,
    idleRss: player.ready.idleRss,
    ...(loadedRss !== undefined && { loadedRss }),
    ...(failure !== undefined && { failure }),
  }));
}

/** First another process of the same contestant uploads untimed, until the sink has nothing to learn from it. */
async function takeSeat(sink: Sink, entry: Entry): Promise<Seat> {
  const { contestant, task, conditions, isTaught } = entry;
  const first = await Player.start(contestant, { mayLoadRest: true });
  await sink.set(conditions);
  let failure: string | undefined;
  for (let n = 0; n < maxLessons && isTaught && failure === undefined; n++) {
    const { misses } = await sink.usage();
    await first.upload(task).catch((error: unknown) => (failure = String(error)));
    if ((await sink.usage()).misses === misses) break;
  }
  first.stop();
  const player = await Player.start(contestant);
  const { loadedRss } = first.ready;
  return { entry, player, loadedRss, rounds: [], ...(failure !== undefined && { failure }) };
}

/** One timed upload; again where the sink had to hash, which takes time that is not the contestant's. */
async function playRound(sink: Sink, seat: Seat): Promise<void> {
  for (let n = 0; n < maxRepeats; n++) {
    await sink.set(seat.entry.conditions);
    const before = await sink.usage();
    try {
      const sample = await seat.player.upload(seat.entry.task);
      const after = await sink.usage();
      const isFair = after.misses === before.misses || n === maxRepeats - 1;
      if (!isFair && seat.rounds.length > 0) continue;
      const received = after.received - before.received;
      seat.rounds.push({ ...sample, sinkCpuMs: after.cpuMs - before.cpuMs, received });
    } catch (error) {
      seat.failure = String(error);
    }
    return;
  }
}
