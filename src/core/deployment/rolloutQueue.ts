import type { Clock } from '../clock';
import { AppError } from '../errors';
import type { QueueReason } from './rollout';
import { isUnderWay } from './rolloutEvidence';
import { detailSign } from './rolloutSigns';
import type { RolloutList } from './rolloutList';
import type { RolloutNotes } from './rolloutNotes';
import type { RolloutRequests } from './rolloutRequests';
import { followDelayMs } from './rolloutFollower';
import { isQueueReason, type SendResult } from './answerMeaning';
import type { TrackedRollout } from './trackedRollout';
import { changedPackage } from './changedPackage';
import type { MeasurePackage } from './planRollout';
import { comparePlan } from './planChecks';

/** The collaborators of `RolloutQueue`. */
export interface RolloutQueueDeps {
  readonly list: RolloutList;
  readonly requests: RolloutRequests;
  readonly notes: Pick<RolloutNotes, 'written' | 'sentElsewhere'>;
  readonly clock: Clock;
  /** Asks COS for a package. */
  readonly measure?: MeasurePackage;
}

/** The reason to wait, TEM's refusal, and how to send the request once more. */
export interface Waiting {
  readonly reason: QueueReason;
  readonly error: AppError;
  readonly send: (rollout: TrackedRollout, signal: AbortSignal) => Promise<SendResult>;
}

const firstRetryMs = 60_000;
const maxRetryMs = 300_000;
const maxLockMs = 1_800_000;

/** Lets rollouts begin after the operations of others, as long as they replace the version of their plan. */
export class RolloutQueue {
  private readonly ending = new AbortController();

  constructor(private readonly deps: RolloutQueueDeps) {}

  /** Queues a rollout whose request TEM has refused for the time being. */
  wait(id: string, waiting: Waiting): void {
    this.deps.list.apply(id, { kind: 'queued', reason: waiting.reason });
    void this.run(id, waiting).catch(() => undefined);
  }

  /** Stops waiting for all. */
  dispose(): void {
    this.ending.abort();
  }

  private async run(id: string, { reason, error, send }: Waiting): Promise<void> {
    const { clock, list } = this.deps;
    const { signal } = this.ending;
    let last = { reason, error };
    let lockedAt = clock.now();
    for (let round = 0, retries = 0; this.isQueued(id); round++) {
      const isDeploying = last.reason === 'deploying';
      const ms = isDeploying ? followDelayMs(round) : Math.min(maxRetryMs, firstRetryMs * 1.5 ** retries);
      await clock.sleep(ms, signal);
      if (!this.isQueued(id)) return;
      if (!isDeploying && clock.now() - lockedAt > maxLockMs) {
        list.apply(id, { kind: 'refused', error: last.error });
        return;
      }
      const ready = await this.look(id, last.reason);
      if (!ready) continue;
      const { meaning, error: refused } = await send(ready, signal);
      if (!refused || !isQueueReason(meaning)) return;
      if (meaning === 'deploying') lockedAt = clock.now();
      retries = meaning === last.reason ? retries + 1 : 0;
      last = { reason: meaning, error: refused };
      list.apply(id, { kind: 'queued', reason: meaning });
    }
  }

  /** Reads whether the operation is over; returns the rollout where it may begin now, marked as starting. */
  private async look(id: string, reason: QueueReason): Promise<TrackedRollout | undefined> {
    const { list, requests, notes, clock } = this.deps;
    const { signal } = this.ending;
    const rollout = list.find(id);
    if (!rollout?.plan) return undefined;
    try {
      const detail = await requests.detail(rollout.place, signal);
      const workload = await requests.workload(rollout.place, signal);
      const reading = { at: clock.now(), ...(detail && { detail }), ...(workload && { workload }) };
      list.apply(id, { kind: 'reading', reading });
      const isOver = workload?.isDeploying === false && !workload.isWaitingForPerson;
      if (reason === 'deploying' && !isOver && isUnderWay(detail, workload)) {
        this.tellOther(id, detail);
        return undefined;
      }
      if (comparePlan(rollout.plan, workload).kind === 'changed') {
        const error = new AppError('planOutdated', `${workload?.version ?? 'nothing'} runs there now`);
        list.apply(id, { kind: 'refused', error });
        return undefined;
      }
      if (await changedPackage(this.deps, rollout.plan, { signal })) {
        const error = new AppError('planOutdated', 'COS has another package of this version now');
        list.apply(id, { kind: 'refused', error });
        return undefined;
      }
      const before = list.sentBeside(rollout);
      if (before) {
        list.apply(id, { kind: 'queued', reason: 'deploying', version: before.version, since: before.begunAt });
        return undefined;
      }
      const priorSign = detail && { priorSign: detailSign(detail) };
      const next = list.apply(id, { kind: 'sent', priorStartWord: detail?.startWord ?? '', ...priorSign });
      await notes.written(id);
      const other = await notes.sentElsewhere(id);
      if (!other) return next;
      const { version } = other.plan.package;
      list.apply(id, { kind: 'queued', reason: 'deploying', version, since: other.begunAt });
      return undefined;
    } catch (error) {
      if (error instanceof AppError && !signal.aborted)
        list.apply(id, error.failure === 'packageGone' ? { kind: 'refused', error } : { kind: 'readingFailed', error });
      return undefined;
    }
  }

  private tellOther(id: string, detail: Awaited<ReturnType<RolloutRequests['detail']>>): void {
    if (!detail) return;
    const { newVersion: version, startedAt: since } = detail;
    this.deps.list.apply(id, { kind: 'queued', reason: 'deploying', version, ...(since !== undefined && { since }) });
  }

  private isQueued(id: string): boolean {
    return !this.ending.signal.aborted && this.deps.list.find(id)?.state.kind === 'queued';
  }
}
