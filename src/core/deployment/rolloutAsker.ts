import type { Clock } from '../clock';
import { AppError } from '../errors';
import { answerMeaning } from './answerMeaning';
import { ownDetail } from './attributeDetail';
import { hiddenMs } from './hiddenMs';
import { isRolloutEnd } from './rollout';
import { isUnderWay } from './rolloutEvidence';
import type { RolloutRequestKind } from './rolloutEvent';
import type { RolloutFollower } from './rolloutFollower';
import type { RolloutList } from './rolloutList';
import type { RolloutNotes } from './rolloutNotes';
import type { RolloutReading } from './rolloutReading';
import type { RolloutRequests } from './rolloutRequests';
import { emptyMemory, without, type TrackedRollout } from './trackedRollout';

/** The collaborators of `RolloutAsker`. */
export interface RolloutAskerDeps {
  readonly list: RolloutList;
  readonly requests: RolloutRequests;
  readonly notes: Pick<RolloutNotes, 'open'>;
  readonly follower: Pick<RolloutFollower, 'follow' | 'wake'>;
  readonly clock: Clock;
}

const lookMs = 3000;

interface Asking {
  readonly what: RolloutRequestKind;
  readonly work: Promise<void>;
}

/** Asks TEM for what a person wants of a rollout that runs: one request, after a look at what TEM shows right before. */
export class RolloutAsker {
  private readonly ending = new AbortController();
  private readonly asking = new Map<string, Asking>();

  constructor(private readonly deps: RolloutAskerDeps) {}

  /**
   * Lets the next batch start, or undoes the rollout, once however often it is asked; while it is being undone nothing else is
   * asked. An undo rejects as `nothingRuns` where TEM shows it as over.
   */
  ask(id: string, what: RolloutRequestKind): Promise<void> {
    const known = this.asking.get(id);
    if (known && (known.what === what || known.what === 'undo')) return known.work;
    const before = known?.work.catch(() => undefined) ?? Promise.resolve();
    const asking: Asking = {
      what,
      work: before
        .then(() => this.run(id, what))
        .finally(() => {
          if (this.asking.get(id) === asking) this.asking.delete(id);
        }),
    };
    this.asking.set(id, asking);
    return asking.work;
  }

  /** Ends all asking; what was sent may have been done. */
  dispose(): void {
    this.ending.abort();
  }

  private async run(id: string, what: RolloutRequestKind): Promise<void> {
    const { list } = this.deps;
    const rollout = list.find(id);
    if (!rollout || (isRolloutEnd(rollout.state) && what === 'continue')) return;
    if (isRolloutEnd(rollout.state)) return this.undoEnded(rollout);
    if (rollout.state.kind === 'undoing' && what === 'undo') return;
    if (list.apply(id, { kind: 'asked', what })?.asked !== what) return this.refuse(id, what);
    try {
      let reading = await this.read(rollout, what);
      list.apply(id, { kind: 'reading', reading });
      while (what === 'undo' && this.isHidden(id, reading)) {
        await this.deps.clock.sleep(lookMs, this.ending.signal);
        reading = await this.read(rollout, what);
        list.apply(id, { kind: 'reading', reading });
      }
      if (!this.isWanted(id, what, reading)) return this.refuse(id, what);
    } catch (error) {
      // Nothing was sent.
      if (error instanceof AppError && error.failure === 'nothingRuns') throw error;
      return this.tellRefused(id, what, error);
    }
    await this.send(id, what);
  }

  private async read({ place, memory }: TrackedRollout, what: RolloutRequestKind): Promise<RolloutReading> {
    const { requests, clock } = this.deps;
    const { signal } = this.ending;
    const detail = await requests.detail(place, signal);
    const isTold = !!detail && (detail.batches.length > 0 || detail.currentBatchState !== undefined);
    const isEnough = what === 'continue' && isTold && memory.startWord === detail.startWord;
    const workload = isEnough ? undefined : await requests.workload(place, signal);
    return { at: clock.now(), ...(detail && { detail }), ...(workload && { workload }) };
  }

  /** Tells whether TEM has taken a rollout a moment ago that it does not show yet. */
  private isHidden(id: string, reading: RolloutReading): boolean {
    const rollout = this.deps.list.find(id);
    if (!rollout || isRolloutEnd(rollout.state) || reading.workload?.isDeploying) return false;
    const isShown = rollout.memory.startWord !== '' || ownDetail(rollout, reading) !== undefined;
    return !isShown && Math.abs(reading.at - rollout.begunAt) < hiddenMs;
  }

  /** Tells whether what was read right before still leaves something to ask for. */
  private isWanted(id: string, what: RolloutRequestKind, reading: RolloutReading): boolean {
    const rollout = this.deps.list.find(id);
    if (!rollout || isRolloutEnd(rollout.state)) return false;
    if (what === 'continue') return rollout.state.kind === 'waiting';
    return !rollout.memory.isUndoing && isUnderWay(ownDetail(rollout, reading), reading.workload);
  }

  private async send(id: string, what: RolloutRequestKind): Promise<void> {
    const { list, requests, follower } = this.deps;
    const rollout = list.find(id);
    if (!rollout) return;
    let request;
    try {
      request = await requests.change(rollout.place, what, this.ending.signal);
    } catch (error) {
      return this.tellRefused(id, what, error);
    }
    try {
      await request();
      list.apply(id, { kind: 'askAccepted', what });
    } catch (error) {
      if (answerMeaning(error) !== 'lost') return this.tellRefused(id, what, error);
      list.apply(id, { kind: 'askLost', what, error: asAppError(error) });
    } finally {
      follower.wake(id);
    }
  }

  /** Undoes a rollout whose verdict is given while TEM still runs it: that is another one to follow. */
  private async undoEnded(rollout: TrackedRollout): Promise<void> {
    const { list, notes, follower, clock } = this.deps;
    const reading = await this.read(rollout, 'undo');
    const detail = ownDetail(rollout, reading);
    if (!isEndThatMayRun(rollout) || !detail || !isUnderWay(detail, reading.workload)) throw nothingRuns();
    const id = `${rollout.id}/undo`;
    if (list.find(id)) return this.ask(id, 'undo');
    const now = clock.now();
    const { startWord, startedAt, priorStartWord } = rollout.memory;
    const memory = {
      ...emptyMemory(now),
      startWord,
      isBegun: true,
      ...(startedAt !== undefined && { startedAt }),
      ...(priorStartWord !== undefined && { priorStartWord }),
    };
    const { plan, begunAt } = rollout;
    if (plan) await notes.open(id, { plan, phase: 'underWay', startWord, begunAt }).catch(unlessLocked);
    list.add({ ...without(rollout, 'refused', 'problem', 'endedAt'), id, state: { kind: 'deploying' }, memory });
    list.apply(id, { kind: 'asked', what: 'undo' });
    await this.send(id, 'undo');
    follower.follow(id);
  }

  private refuse(id: string, what: RolloutRequestKind): void {
    // A colleague's click was first.
    const isUndone = this.deps.list.find(id)?.memory.isUndoing;
    const error =
      what === 'undo' && !isUndone
        ? nothingRuns()
        : new AppError('alreadyContinued', 'TEM shows no batch that waits for a person');
    this.deps.list.apply(id, { kind: 'askRefused', what, error });
    this.deps.follower.wake(id);
    if (error.failure === 'nothingRuns') throw error;
  }

  private tellRefused(id: string, what: RolloutRequestKind, error: unknown): void {
    if (this.ending.signal.aborted) return;
    this.deps.list.apply(id, { kind: 'askRefused', what, error: asAppError(error) });
  }
}

/** Tells whether the end is one that TEM may not share. */
function isEndThatMayRun({ state }: TrackedRollout): boolean {
  return state.kind === 'failed' || state.kind === 'unwatched';
}

function nothingRuns(): AppError {
  return new AppError('nothingRuns', 'TEM shows it as over');
}

/** Lets what cannot be noted be undone all the same, but nothing that another window undoes. */
function unlessLocked(error: unknown): void {
  if (error instanceof AppError && error.failure === 'alreadyLocked') throw error;
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal', String(error));
}
