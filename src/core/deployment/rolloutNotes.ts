import type { Clock } from '../clock';
import { AppError } from '../errors';
import { KeyedQueue } from '../keyedQueue';
import type { Log } from '../ports/log';
import type { RolloutRecord, RolloutRecords } from '../ports/rolloutRecords';
import { hiddenMs } from './hiddenMs';
import { placeOfPlan } from './newRollout';
import { isRolloutEnd } from './rollout';
import { isSamePlace, type TrackedRollout } from './trackedRollout';

/** The collaborators of `RolloutNotes`. */
export interface RolloutNotesDeps {
  readonly records: RolloutRecords;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Says which notes are taken over, and what is done with each. */
export interface TakeOverOptions {
  readonly isWanted: (record: RolloutRecord) => boolean;
  readonly take: (record: RolloutRecord) => void;
}

/** Keeps the notes of the rollouts that this window follows as its own, each held as long as it runs. */
export class RolloutNotes {
  /** The notes by the id of their rollout. */
  private readonly kept = new Map<string, RolloutRecord>();
  /** The notes whose end could not be written: nobody is to take them up. */
  private readonly unwritten = new Map<string, RolloutRecord>();
  private readonly queue = new KeyedQueue();

  constructor(private readonly deps: RolloutNotesDeps) {}

  /** Holds and writes the note of a rollout. Throws `AppError` where that fails: then nothing is held. */
  async open(rolloutId: string, record: RolloutRecord): Promise<void> {
    const { id } = record.plan;
    this.kept.set(rolloutId, record);
    this.unwritten.delete(id);
    for (const ended of this.unwritten.values()) void this.write(ended);
    try {
      await this.queue.add(id, async () => {
        if (!(await this.deps.records.hold(id))) throw new AppError('alreadyLocked', 'another window follows it');
        await this.deps.records.save(record).catch(async (error: unknown) => {
          await this.deps.records.release(id);
          throw error;
        });
      });
    } catch (error) {
      this.kept.delete(rolloutId);
      throw error;
    }
  }

  /** Writes what has changed for the note of a rollout; an end releases it. */
  update(rollout: TrackedRollout): void {
    const known = this.kept.get(rollout.id);
    if (!known) return;
    const next = recordOf(known, rollout, this.deps.clock.now());
    const isSame = next.phase === known.phase && next.startWord === known.startWord && next.begunAt === known.begunAt;
    if (isSame && next.priorStartWord === known.priorStartWord) return;
    if (next.phase === 'ended') this.kept.delete(rollout.id);
    else this.kept.set(rollout.id, next);
    void this.write(next);
  }

  /** Resolves once what has changed for the note of a rollout is on disk, or could not be written. */
  async written(rolloutId: string): Promise<void> {
    const known = this.kept.get(rolloutId);
    if (known) await this.queue.add(known.plan.id, () => Promise.resolve());
  }

  /**
   * Takes the notes of rollouts that run, as far as `isWanted`, which no living window holds; each is passed to `take` in the
   * moment it is. Resolves with whether another living window holds one. Throws `journalFailed`.
   */
  async takeOver({ isWanted, take }: TakeOverOptions): Promise<boolean> {
    let isOthers = false;
    for (const record of await this.deps.records.all()) {
      const { plan, phase } = record;
      if (phase === 'ended' || !isWanted(record)) continue;
      // What was written or released right before has its turn first.
      const outcome = await this.queue.add(plan.id, () => this.takeOne(plan.id, { isWanted, take }));
      isOthers ||= outcome === 'others';
    }
    return isOthers;
  }

  /** Releases a note as it is: whoever may goes on from it. */
  async release(rolloutId: string): Promise<void> {
    const known = this.kept.get(rolloutId);
    if (!known) return;
    this.kept.delete(rolloutId);
    const { id } = known.plan;
    await this.queue.add(id, () => this.deps.records.release(id));
  }

  /** Releases all notes at once, as they are: another window goes on from them. */
  close(): void {
    this.kept.clear();
    this.deps.records.shutDown();
  }

  private async takeOne(id: string, { isWanted, take }: TakeOverOptions): Promise<'taken' | 'others' | 'none'> {
    const { records } = this.deps;
    if (this.isKept(id)) return 'none';
    if (!(await records.hold(id))) return 'others';
    // Its holder may have ended it in between, a person have signed out, and a new request been noted.
    const fresh = (await records.all()).find(({ plan }) => plan.id === id);
    if (this.isKept(id)) return 'none';
    if (!fresh || fresh.phase === 'ended' || !isWanted(fresh)) {
      await records.release(id);
      return 'none';
    }
    this.kept.set(id, fresh);
    take(fresh);
    return 'taken';
  }

  /**
   * Returns what another window has sent, or is about to send, to the place of a rollout of this one: TEM need not show it yet.
   * Of two that ask once their notes are written at least one gets the other. Never rejects.
   */
  async sentElsewhere(rolloutId: string): Promise<RolloutRecord | undefined> {
    const own = this.kept.get(rolloutId);
    if (!own) return undefined;
    const place = placeOfPlan(own.plan);
    const notes = await this.deps.records.all().catch(() => []);
    const now = this.deps.clock.now();
    return notes.find(
      ({ plan, phase, begunAt }) =>
        phase !== 'ended' &&
        Math.abs(now - begunAt) < hiddenMs &&
        isSamePlace(placeOfPlan(plan), place) &&
        !this.isKept(plan.id),
    );
  }

  private write(note: RolloutRecord): Promise<void> {
    const { records, log } = this.deps;
    const { id } = note.plan;
    return this.queue.add(id, async () => {
      try {
        await records.save(note);
        this.unwritten.delete(id);
      } catch (error) {
        log.debug(`the note of a deployment was not written: ${String(error)}`);
        if (note.phase === 'ended') this.unwritten.set(id, note);
        return;
      }
      if (note.phase === 'ended') await records.release(id);
    });
  }

  private isKept(planId: string): boolean {
    return this.unwritten.has(planId) || [...this.kept.values()].some(({ plan }) => plan.id === planId);
  }
}

function recordOf(known: RolloutRecord, { state, memory, begunAt }: TrackedRollout, now: number): RolloutRecord {
  const { startWord, priorStartWord } = memory;
  return {
    ...known,
    begunAt,
    phase: phaseOf(state.kind, memory),
    ...(startWord && { startWord }),
    ...(priorStartWord !== undefined && { priorStartWord }),
    ...(isRolloutEnd(state) && { end: { kind: state.kind, at: now } }),
  };
}

function phaseOf(kind: TrackedRollout['state']['kind'], memory: TrackedRollout['memory']): RolloutRecord['phase'] {
  if (isRolloutEnd({ kind } as TrackedRollout['state'])) return 'ended';
  if (memory.isUndoing) return 'undoing';
  return memory.isBegun ? 'underWay' : 'starting';
}
