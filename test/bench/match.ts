import type { ContestantName } from './contestants/contestants';
import type { Task } from './contestants/contestant';
import { Player } from './player';
import type { Sample } from './meter';
import type { Scene, SizeName } from './scenes';
import type { Sink } from './sink/sink';

/** One upload: `sinkCpuMs` is what the store used for it. */
export interface Round extends Sample {
  readonly sinkCpuMs: number;
}

/** All rounds of one contestant in order; `idleRss` before the first, `loadedRss` with all that the first one loads. */
export interface Score {
  readonly name: ContestantName;
  readonly rounds: readonly Round[];
  readonly idleRss: number;
  readonly loadedRss?: number;
  /** Why it did not get to the end. */
  readonly failure?: string;
}

/** What is played: one file over one line. */
export interface Fixture {
  readonly scene: Scene;
  readonly size: SizeName;
  readonly path: string;
  readonly bytes: number;
}

interface Seat {
  readonly name: ContestantName;
  readonly player: Player;
  readonly loadedRss: number | undefined;
  readonly rounds: Round[];
  readonly wanted: number;
  failure?: string;
}

const maxLessons = 5;
const maxRepeats = 3;

/** Lets the contestants upload one file in turn, round after round. */
export async function playMatch(sink: Sink, fixture: Fixture, names: readonly ContestantName[]): Promise<Score[]> {
  const { scene, size, path, bytes } = fixture;
  const task: Task = { path, bytes, url: sink.url, key: `bench/${size}.jar` };
  await sink.set(scene.conditions);
  const seats: Seat[] = [];
  for (const name of names) {
    const wanted = scene.rounds(size, name);
    if (wanted > 0) seats.push(await takeSeat(sink, task, name, wanted, scene.limit === undefined));
  }
  const most = Math.max(0, ...seats.map(({ wanted }) => wanted));
  for (let n = 0; n < most; n++) {
    for (const seat of seats) if (seat.rounds.length < seat.wanted && !seat.failure) await playRound(sink, task, seat);
  }
  seats.forEach(({ player }) => player.stop());
  return seats.map(({ name, player, rounds, loadedRss, failure }) => ({
    name,
    rounds,
    idleRss: player.ready.idleRss,
    ...(loadedRss !== undefined && { loadedRss }),
    ...(failure !== undefined && { failure }),
  }));
}

/** First another process of the same contestant uploads untimed, until the sink has nothing to learn from it. */
async function takeSeat(sink: Sink, task: Task, name: ContestantName, wanted: number, teaches: boolean): Promise<Seat> {
  const first = await Player.start(name, { mayLoadRest: true });
  let failure: string | undefined;
  for (let n = 0; n < maxLessons && teaches && failure === undefined; n++) {
    const { misses } = await sink.usage();
    await first.upload(task).catch((error: unknown) => (failure = String(error)));
    if ((await sink.usage()).misses === misses) break;
  }
  first.stop();
  const player = await Player.start(name);
  const { loadedRss } = first.ready;
  return { name, player, loadedRss, rounds: [], wanted, ...(failure !== undefined && { failure }) };
}

/** One timed upload; again where the sink had to hash, which takes time that is not the contestant's. */
async function playRound(sink: Sink, task: Task, seat: Seat): Promise<void> {
  for (let n = 0; n < maxRepeats; n++) {
    const before = await sink.usage();
    try {
      const sample = await seat.player.upload(task);
      const after = await sink.usage();
      const isFair = after.misses === before.misses || n === maxRepeats - 1;
      if (!isFair && seat.rounds.length > 0) continue;
      seat.rounds.push({ ...sample, sinkCpuMs: after.cpuMs - before.cpuMs });
    } catch (error) {
      seat.failure = String(error);
    }
    return;
  }
}
