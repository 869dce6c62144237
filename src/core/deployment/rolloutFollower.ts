import type { Clock } from '../clock';
import type { Log } from '../ports/log';
import { readRollout } from './readRollout';
import { isRolloutEnd } from './rollout';
import type { RolloutList } from './rolloutList';
import type { RolloutRequests } from './rolloutRequests';
import type { TrackedRollout } from './trackedRollout';

/** The collaborators of `RolloutFollower`. */
export interface RolloutFollowerDeps {
  readonly list: RolloutList;
  readonly requests: RolloutRequests;
  readonly clock: Clock;
  readonly log: Log;
}

interface Loop {
  readonly stop: AbortController;
  /** Ends the pause that it is in. */
  wake: () => void;
  isWoken: boolean;
}

const quickRounds = 10;
const quickMs = 3000;
const slowMs = 15_000;

/** Returns the time in ms between two readings after so many without a change: 3 s for half a minute, then up to 15 s. */
export function followDelayMs(quietRounds: number): number {
  return quietRounds < quickRounds
    ? quickMs
    : Math.min(slowMs, Math.round(quickMs * 1.25 ** (quietRounds - quickRounds + 1)));
}

/** Follows rollouts to their ends: a loop for each, and no timer without one. */
export class RolloutFollower {
  private readonly loops = new Map<string, Loop>();
  private isDisposed = false;

  constructor(private readonly deps: RolloutFollowerDeps) {}

  /** Follows a rollout of the list until it ends or is no longer listed, once however often it is called. */
  follow(id: string): void {
    if (this.isDisposed || this.loops.has(id)) return;
    const loop: Loop = { stop: new AbortController(), wake: () => undefined, isWoken: false };
    this.loops.set(id, loop);
    void this.run(id, loop)
      .catch((error: unknown) => this.deps.log.debug(`following a deployment stopped: ${String(error)}`))
      .finally(() => {
        if (this.loops.get(id) === loop) this.loops.delete(id);
      });
  }

  /** Reads a rollout soon, and quickly for a while. */
  wake(id: string): void {
    const loop = this.loops.get(id);
    if (!loop) return;
    loop.isWoken = true;
    loop.wake();
  }

  /** Stops following at once. */
  stop(id: string): void {
    const loop = this.loops.get(id);
    this.loops.delete(id);
    loop?.stop.abort();
    loop?.wake();
  }

  /** Stops following all. */
  dispose(): void {
    this.isDisposed = true;
    for (const id of [...this.loops.keys()]) this.stop(id);
  }

  private async run(id: string, loop: Loop): Promise<void> {
    const { list, clock } = this.deps;
    const { signal } = loop.stop;
    for (let quiet = 0; !signal.aborted; quiet++) {
      const before = list.find(id);
      if (!before || isRolloutEnd(before.state)) return;
      const beganAt = clock.now();
      await this.read(before, signal);
      const after = list.find(id);
      if (!after || isRolloutEnd(after.state)) return;
      if (after.memory.changedAt !== before.memory.changedAt || after.state.kind !== before.state.kind) quiet = 0;
      // A clock that was set back must not stop readings for hours.
      await this.pause(loop, followDelayMs(quiet) - Math.max(0, clock.now() - beganAt));
      if (loop.isWoken) quiet = 0;
      loop.isWoken = false;
    }
  }

  private async read(rollout: TrackedRollout, signal: AbortSignal): Promise<void> {
    const { list } = this.deps;
    const { reading, error } = await readRollout(this.deps, rollout, signal);
    if (signal.aborted) return;
    // Whether it began is told by a whole reading only: a part says nothing of what the others would.
    if (!error || rollout.memory.isBegun) list.apply(rollout.id, { kind: 'reading', reading });
    if (error) list.apply(rollout.id, { kind: 'readingFailed', error });
  }

  private async pause(loop: Loop, ms: number): Promise<void> {
    if (loop.stop.signal.aborted || loop.isWoken || ms <= 0) return;
    const pause = new AbortController();
    loop.wake = () => pause.abort();
    await this.deps.clock.sleep(ms, pause.signal).catch(() => undefined);
  }
}
