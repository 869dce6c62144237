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
  /**
   * How the time that the sink takes to hash is kept out: `taught`, untimed uploads come first; with that or `repeated`, a round is
   * played again where it had to hash; `unfelt`, the line is so slow that nobody waits for it.
   */
  readonly hashing: 'taught' | 'repeated' | 'unfelt';
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
  const { contestant, task, conditions, hashing } = entry;
  const first = await Player.start(contestant, { mayLoadRest: true });
  await sink.set(conditions);
  let failure: string | undefined;
  for (let n = 0; n < maxLessons && hashing === 'taught' && failure === undefined; n++) {
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
  const { conditions, task, hashing } = seat.entry;
  for (let n = 0; n < maxRepeats; n++) {
    await sink.set(conditions);
    const before = await sink.usage();
    try {
      const sample = await seat.player.upload(task);
      const after = await sink.usage();
      const isFair = hashing === 'unfelt' || after.misses === before.misses || n === maxRepeats - 1;
      if (!isFair && seat.rounds.length > 0) continue;
      const received = after.received - before.received;
      seat.rounds.push({ ...sample, sinkCpuMs: after.cpuMs - before.cpuMs, received });
    } catch (error) {
      seat.failure = String(error);
    }
    return;
  }
}
