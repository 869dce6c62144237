import type { Clock } from '../clock';
import { AppError, cancelledError } from '../errors';
import { KeyedQueue } from '../keyedQueue';
import type { Target } from '../model';
import { placeKey } from '../place';
import type { Log } from '../ports/log';
import { answerMeaning, isQueueReason, type SendResult } from './answerMeaning';
import { newRollout, placeOfPlan, watchedPlaceOf } from './newRollout';
import { changedPackage } from './changedPackage';
import type { MeasurePackage } from './planRollout';
import { comparePlan, planHolds, renewPlan } from './planChecks';
import type { PlaceWatcher } from './placeWatcher';
import type { PlanOutcome } from './rolloutBoard';
import type { RolloutFollower } from './rolloutFollower';
import type { RolloutList } from './rolloutList';
import type { RolloutNotes } from './rolloutNotes';
import type { RolloutPlan } from './rolloutPlan';
import type { RolloutQueue } from './rolloutQueue';
import type { RolloutRequests } from './rolloutRequests';
import type { TrackedRollout } from './trackedRollout';

/** The collaborators of `RolloutStarter`. */
export interface RolloutStarterDeps {
  readonly list: RolloutList;
  readonly requests: RolloutRequests;
  readonly notes: RolloutNotes;
  readonly follower: Pick<RolloutFollower, 'follow'>;
  readonly watcher: Pick<PlaceWatcher, 'showOther'>;
  readonly queue: Pick<RolloutQueue, 'wait'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  /** Asks COS for a package. */
  readonly measure?: MeasurePackage;
  /** Returns the person who deploys, where that is known. */
  readonly who?: (target: Target) => string | undefined | Promise<string | undefined>;
}

/** Options of carrying out a plan: `wait` lets it begin after the operation of somebody else. */
export interface BeginOptions {
  readonly signal: AbortSignal;
  readonly wait?: boolean;
}

/** Begins rollouts: a note first, then one request for each plan. */
export class RolloutStarter {
  private readonly turns = new KeyedQueue();
  private readonly ending = new AbortController();
  private readonly beginning = new Map<string, Promise<PlanOutcome>>();

  constructor(private readonly deps: RolloutStarterDeps) {}

  /** Carries out a plan as `RolloutBoard.begin` promises, once however often it is asked. */
  begin(plan: RolloutPlan, options: BeginOptions): Promise<PlanOutcome> {
    const known = this.beginning.get(plan.id);
    if (known) return known;
    const place = placeOfPlan(plan);
    const work = this.turns
      .add(`${placeKey(place)}${place.environmentId}`, () =>
        this.carryOut(plan, { ...options, signal: AbortSignal.any([options.signal, this.ending.signal]) }),
      )
      .finally(() => this.beginning.delete(plan.id));
    this.beginning.set(plan.id, work);
    return work;
  }

  /** Ends all that has not been sent; what was sent may have begun. */
  dispose(): void {
    this.ending.abort();
  }

  private async carryOut(plan: RolloutPlan, options: BeginOptions): Promise<PlanOutcome> {
    const { list, requests, notes, clock, newId, who } = this.deps;
    const { signal, wait = false } = options;
    const begun = list.find(plan.id);
    // One that has not begun may be carried out again: that is what a person is asked after a lost answer.
    if (begun && begun.state.kind !== 'notBegun') return { kind: 'begun', rollout: begun };
    if (!plan.package.version || !plan.package.key) throw new AppError('packageUnknown', 'the plan has no package yet');
    const place = placeOfPlan(plan);
    const running = list.running(place);
    // TEM has finished one that is still watched: another may take its place.
    if (running?.plan && running.state.kind !== 'settling' && !wait) return { kind: 'occupied', rollout: running };
    const workload = await requests.workload(place, signal);
    if (!workload) throw new AppError('notRunningHere', 'TEM shows no version of it in the environment');
    if (workload.isStopped) throw new AppError('stopped', 'TEM shows it as stopped');
    if (comparePlan(plan, workload).kind === 'changed' || !planHolds(plan, clock.now()))
      return { kind: 'changed', plan: renewPlan(plan, workload, { id: newId(), now: clock.now() }) };
    const stored = await changedPackage(this.deps, plan, { signal });
    if (stored) {
      const renewed = { ...plan, package: stored };
      return { kind: 'changed', plan: renewPlan(renewed, workload, { id: newId(), now: clock.now() }) };
    }
    const prior = await requests.detail(place, signal);
    const person = await who?.(plan.target);
    if (signal.aborted) throw cancelledError();
    const rollout = newRollout(plan, prior, clock.now());
    const { priorStartWord = '' } = rollout.memory;
    await notes.open(plan.id, {
      plan,
      phase: 'starting',
      priorStartWord,
      begunAt: rollout.begunAt,
      ...(person && { who: person }),
    });
    list.add(rollout);
    this.deps.log.info(`deployment of ${plan.package.packageName} begins`);
    // TEM need not show what it has taken, and would put this one in its place.
    const isFirst = !list.sentBeside(rollout) && !(await notes.sentElsewhere(plan.id));
    return this.outcome(rollout, isFirst ? await this.send(rollout, signal) : occupiedByOurs(), options);
  }

  /** Sends the one request of a rollout that is listed and noted. An answer is applied, unless another operation comes first. */
  async send(rollout: TrackedRollout, signal: AbortSignal): Promise<SendResult> {
    const { list, requests, follower } = this.deps;
    const { id, plan, place } = rollout;
    if (!plan) return { meaning: 'refused' };
    const { key, packageName, version } = plan.package;
    let error: AppError | undefined;
    let isSent = false;
    try {
      const request = await requests.begin(place, { key, packageName, version, strategy: plan.strategy }, signal);
      if (list.find(id)?.state.kind !== 'starting') return { meaning: 'refused' };
      isSent = true;
      await request();
    } catch (failure) {
      error = failure instanceof AppError ? failure : new AppError('internal', String(failure));
    }
    const meaning = error ? (isSent ? answerMeaning(error) : 'refused') : 'taken';
    if (meaning === 'taken') list.apply(id, { kind: 'accepted' });
    if (meaning === 'lost') list.apply(id, { kind: 'lost' });
    if (meaning === 'refused' && error) list.apply(id, { kind: 'refused', error });
    if (!isQueueReason(meaning)) follower.follow(id);
    return { meaning, ...(error && { error }) };
  }

  private async outcome(
    { id, plan }: TrackedRollout,
    { meaning, error }: SendResult,
    options: BeginOptions,
  ): Promise<PlanOutcome> {
    const { list, queue, watcher } = this.deps;
    if (error && plan && isQueueReason(meaning)) {
      if (meaning === 'deploying' && !options.wait) {
        list.apply(id, { kind: 'refused', error });
        list.remove(id);
        const rollout = await watcher.showOther(watchedPlaceOf(plan), options.signal);
        if (!rollout) throw error;
        return { kind: 'occupied', rollout };
      }
      queue.wait(id, { reason: meaning, error, send: (one, signal) => this.send(one, signal) });
    }
    // Stopped before anything was sent.
    if (meaning === 'refused' && error?.failure === 'cancelled') list.remove(id);
    const rollout = list.find(id);
    if (!rollout) throw error ?? cancelledError();
    return { kind: 'begun', rollout };
  }
}

function occupiedByOurs(): SendResult {
  return { meaning: 'deploying', error: new AppError('deploying', 'another one of this machine has begun there') };
}
