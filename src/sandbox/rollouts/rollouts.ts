import { randomBytes } from 'node:crypto';
import type { Conditions } from '../conditions';
import type { RolloutConditions } from '../rolloutConditions';
import { Refusal } from '../refusal';
import type { Application, Deployment } from '../world';
import { advanceRollout, revertRollout, scale, startNextBatch } from './advanceRollout';
import { Pods } from './pods';
import { isRunning, type Rollout } from './rollout';
import type { RolloutStrategy } from './rolloutStrategy';

/** A rollout to begin; `packageName` is the name of a package's file, empty for an image. */
export interface NewRollout {
  readonly application: Application;
  readonly deployment: Deployment;
  readonly version: string;
  readonly packageName: string;
  readonly strategy: RolloutStrategy;
  readonly byColleague: boolean;
}

const kept = 10_000;

/** Keeps the rollouts that began last, and lets each go on as its time comes: whoever reads the world calls `advance` before. */
export class Rollouts {
  readonly #all: Rollout[] = [];
  readonly #pods = new Pods();

  constructor(
    private readonly conditions: Pick<Conditions, 'rollout'>,
    /** Returns the time that rollouts go by, in epoch ms. */
    readonly now: () => number,
  ) {}

  get all(): readonly Rollout[] {
    return this.#all;
  }

  /** Brings every rollout, and the instances that it has made, to their state at this time. */
  advance(): void {
    const now = this.now();
    for (const rollout of this.#latest()) {
      const { deployment } = rollout;
      advanceRollout(rollout, this.#pods, now);
      scale(rollout, this.#pods, now);
      this.#pods.follow(deployment, now);
      if (this.visible(deployment)) deployment.status = deployment.pods.some(isUnwell) ? 'abnormal' : 'normal';
    }
  }

  /** Returns the rollout of a deployment that TEM tells of: the one that began last, or that of a revision id. */
  visible(deployment: Deployment, id = ''): Rollout | undefined {
    return [...this.#all]
      .reverse()
      .find((one) => one.deployment === deployment && isVisible(one) && (!id || one.id === id));
  }

  /**
   * Begins a rollout. Throws `ResourceInUse.ServiceDeploying` while one runs that TEM tells of; one that it does not tell of
   * yet is replaced.
   */
  begin(wanted: NewRollout): Rollout {
    const { deployment } = wanted;
    const running = this.#all.filter((one) => one.deployment === deployment && isRunning(one));
    if (running.some(isVisible)) {
      const message = `Application ${wanted.application.id} is being deployed.`;
      throw new Refusal(200, 'ResourceInUse.ServiceDeploying', message);
    }
    for (const hidden of running) hidden.stage = { kind: 'replaced' };
    const takenAt = this.now();
    const { buildMs, podMs, startDelayMs, manualWaitsFirst } = this.conditions.rollout;
    const startsAt = takenAt + startDelayMs;
    const rollout: Rollout = {
      ...wanted,
      id: `revision-${randomBytes(4).toString('hex')}`,
      oldVersion: deployment.version,
      ...{ buildMs, podMs, manualWaitsFirst, failure: this.#takeFailure() },
      ...{ takenAt, startsAt },
      ...{ batches: [], batch: 0, resumes: 0, reverts: 0 },
      stage: { kind: 'hidden', until: startsAt },
    };
    this.#all.push(rollout);
    if (this.#all.length > kept) this.#all.shift();
    this.advance();
    return rollout;
  }

  /** Lets the batch after the one that waits start; tells whether one waited. */
  resume(deployment: Deployment): boolean {
    const rollout = this.visible(deployment);
    if (rollout?.stage.kind !== 'waiting') return false;
    rollout.resumes++;
    startNextBatch(rollout, this.#pods, rollout.stage, this.now());
    this.advance();
    return true;
  }

  /** Puts the instances back that the rollout under way, or one that failed, has replaced; tells whether there was one. */
  revert(deployment: Deployment): boolean {
    const rollout = this.visible(deployment);
    if (!rollout || rollout.stage.kind === 'finished' || rollout.stage.kind === 'reverted') return false;
    rollout.reverts++;
    if (rollout.stage.kind === 'reverting') return true;
    revertRollout(rollout, this.#pods, this.now());
    this.advance();
    return true;
  }

  #latest(): readonly Rollout[] {
    return [...new Map(this.#all.map((one) => [one.deployment, one])).values()];
  }

  #takeFailure(): RolloutConditions['failure'] {
    const { rollout } = this.conditions;
    const { failure } = rollout;
    if (failure.kind === 'none') return failure;
    const times = (failure.times ?? 1) - 1;
    rollout.failure = times > 0 ? { ...failure, times } : { kind: 'none', batch: failure.batch };
    return failure;
  }
}

function isVisible({ stage }: Rollout): boolean {
  return stage.kind !== 'hidden' && stage.kind !== 'replaced';
}

function isUnwell({ status, unhealthyReason }: Deployment['pods'][number]): boolean {
  return unhealthyReason !== undefined || !['Running', 'Pending'].includes(status);
}
