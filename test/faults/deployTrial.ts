import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Rollout, RolloutEnd } from '../../src/core/deployment/rollout';
import type { RolloutPlan } from '../../src/core/deployment/rolloutPlan';
import { Rollouts } from '../../src/core/deployment/rollouts';
import type { RolloutStrategy } from '../../src/core/deployment/rolloutStrategy';
import type { Connection } from '../../src/core/model';
import { noLog } from '../../src/core/ports/log';
import { RolloutFiles } from '../../src/journal/rolloutFiles';
import type { RolloutConditions } from '../../src/sandbox/rolloutConditions';
import { Sandbox } from '../../src/sandbox/sandbox';
import { rolloutPlanOf } from '../fixtures/rolloutRecordOf';
import { applicationId, never, region } from '../unit/cloud/practice';
import { AnswerSpoiler } from './answerSpoiler';
import { QuickClock } from './quickClock';

export const environmentId = 'en-gz7prod1';
export const watchMs = 5000;
const version = '20261108093012';
const patienceMs = 8 * 60_000;

export const automatic: RolloutStrategy = {
  kind: 'automatic',
  batches: 1,
  pauseSeconds: 0,
  trialInstances: 1,
  minAvailable: 0,
};
export const byHand: RolloutStrategy = { ...automatic, kind: 'manual', batches: 2 };

/** One deployment by the real parts, on a sandbox of its own whose time goes by the pauses of the client. */
export class DeployTrial {
  private constructor(
    readonly sandbox: Sandbox,
    readonly spoiler: AnswerSpoiler,
    readonly clock: QuickClock,
    readonly folder: string,
    readonly board: Rollouts,
    private readonly records: RolloutFiles,
  ) {}

  /** `timeoutMs` is how long a request may hang. */
  static async start(timeoutMs: number, conditions: Partial<RolloutConditions>): Promise<DeployTrial> {
    const clock = new QuickClock();
    const rollout = { buildMs: 1000, podMs: 1000, ...conditions };
    const sandbox = await Sandbox.start({
      hosts: ['127.0.0.1'],
      rolloutClock: clock.now,
      conditions: { requestsPerSecond: 0, rollout },
    });
    const spoiler = await AnswerSpoiler.start(sandbox.temUrl);
    const folder = await mkdtemp(join(tmpdir(), 'tem-deploy-'));
    const records = new RolloutFiles(folder);
    const { now, sleep, random } = clock;
    const board = new Rollouts({
      tem: new TemClient({ clock: { now, sleep, random }, timeoutMs }),
      connections: { connect: () => Promise.resolve(connectionTo(sandbox, spoiler.url)) },
      auth: { observe: (_, __, job) => job },
      records,
      newId: () => randomUUID(),
      clock: { now, sleep, random },
      watchMs: () => watchMs,
      log: noLog,
    });
    return new DeployTrial(sandbox, spoiler, clock, folder, board, records);
  }

  /** Begins a deployment of the package that the sandbox has besides the running one. */
  async begin(strategy: RolloutStrategy): Promise<Rollout> {
    const plan = planOn(this.sandbox, strategy, this.clock.now());
    const outcome = await this.board.begin(plan, { signal: never() });
    assert.notEqual(outcome.kind, 'changed');
    return 'rollout' in outcome ? outcome.rollout : assert.fail('nothing has changed');
  }

  /** Resolves with a rollout as soon as it is as wanted; with `undefined` where it is not for `ms`. */
  async until(id: string, isIt: (rollout: Rollout) => boolean, ms = patienceMs): Promise<Rollout | undefined> {
    for (const due = this.clock.now() + ms; this.clock.now() < due; await wait(2)) {
      const rollout = this.board.find(id);
      if (rollout && isIt(rollout)) return rollout;
    }
    return undefined;
  }

  /** Waits for the end; a person who has waited for minutes leaves. */
  async end(id: string): Promise<RolloutEnd> {
    const ended = this.board.ended(id);
    const isLate = this.until(id, (rollout) => rollout.endedAt !== undefined).then((found) => !found);
    if (await isLate) await this.board.stopWatching(id);
    return ended;
  }

  async stop(): Promise<void> {
    this.board.dispose();
    this.records.shutDown();
    this.spoiler.stop();
    await this.sandbox.stop();
    // A note may still be on its way.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 10 });
  }
}

/** The connection of an account to a sandbox, by way of `tem`. */
export function connectionTo({ cosUrl: cos, credential }: Sandbox, tem: string): Connection {
  return { site: 'sandbox', credential, endpoints: { tem, cos } };
}

/** A plan to deploy the package that the sandbox has besides the running one. */
export function planOn(sandbox: Sandbox, strategy: RolloutStrategy, madeAt: number): RolloutPlan {
  const found = sandbox.world.accounts[0]?.regions.find(({ id }) => id === region);
  const application = found?.applications.find(({ id }) => id === applicationId);
  const running = application?.deployments.find((one) => one.environmentId === environmentId);
  const bucket = sandbox.store.keys('tem-ap-guangzhou-1300555551');
  const key = bucket.find((one) => one.includes(`${applicationId}/${version}/`));
  assert.ok(running && key);
  const { target } = rolloutPlanOf('');
  return rolloutPlanOf('plan-1', {
    target: { ...target, region, applicationId },
    environment: { id: environmentId, name: 'shop-prod', kind: 'prod' },
    package: { packageName: key.slice(key.lastIndexOf('/') + 1), version, key },
    replaces: { version: running.version, packageName: running.packageName },
    instances: running.expectedInstances,
    jdkVersion: '',
    strategy,
    warnings: [],
    madeAt,
  });
}
