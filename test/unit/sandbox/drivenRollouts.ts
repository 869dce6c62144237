import type { Client } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_client';
import type {
  RollingUpdateApplicationByVersionRequest,
  RunVersionPod,
  TemDeployApplicationDetailInfo,
  TemServiceVersionInfo,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import type { RolloutConditions } from '../../../src/sandbox/rolloutConditions';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { temClient } from './clients';

/** Three instances of payments run there, of another version than `PACKAGE` is of. */
export const PLACE = { ApplicationId: 'service-p4yw2k8d', EnvironmentId: 'en-gz7prod1' };
export const OLD = '20261101120000';
export const NEW = '20261012090000';
export const PACKAGE = 'payments-2.0.2.jar';
export const FULL_PATH = `tem/pkg/1300555551/${PLACE.ApplicationId}/${NEW}/${PACKAGE}`;

/** The start of the driven clock: 2026-11-23 12:05:00 in Beijing. */
export const START = Date.parse('2026-11-23T04:05:00Z');

export const refusal = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'none';
  } catch (error) {
    return (error as { code?: string }).code ?? '';
  }
};

/** A sandbox whose rollouts go by a clock of the test, and the official client. */
export class DrivenRollouts {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly clock: { now: number },
  ) {}

  static async start(rollout: Partial<RolloutConditions> = {}): Promise<DrivenRollouts> {
    const clock = { now: START };
    const rolloutClock = (): number => clock.now;
    const conditions = { requestsPerSecond: 0, rollout: { buildMs: 6000, podMs: 6000, ...rollout } };
    const sandbox = await Sandbox.start({ rolloutClock, conditions });
    return new DrivenRollouts(sandbox, clock);
  }

  get tem(): Client {
    return temClient(this.sandbox);
  }

  get conditions(): RolloutConditions {
    return this.sandbox.conditions.rollout;
  }

  later(seconds: number): this {
    this.clock.now += seconds * 1000;
    return this;
  }

  begin(fields: Partial<RollingUpdateApplicationByVersionRequest> = {}): Promise<string | undefined> {
    const asked = { ...PLACE, DeployVersion: NEW, PackageName: FULL_PATH, ...fields };
    return this.tem.RollingUpdateApplicationByVersion(asked).then(({ Result }) => Result);
  }

  async detail(): Promise<TemDeployApplicationDetailInfo> {
    const { Result } = await this.tem.DescribeDeployApplicationDetail(PLACE);
    if (!Result) throw new Error('no detail');
    return Result;
  }

  async info(): Promise<TemServiceVersionInfo> {
    const { Result } = await this.tem.DescribeApplicationInfo(PLACE);
    if (!Result) throw new Error('no info');
    return Result;
  }

  async pods(): Promise<readonly RunVersionPod[]> {
    const { Result } = await this.tem.DescribeApplicationPods(PLACE);
    return Result?.PodList ?? [];
  }

  /** The instances, each as `version status`, with `ready` or what is wrong. */
  async podWords(): Promise<readonly string[]> {
    const worded = (await this.pods()).map(
      (pod) =>
        `${pod.DeployVersion === NEW ? 'new' : 'old'} ${pod.Status} ${pod.Ready ? 'ready' : (pod.UnhealthyWarningMsg ?? '')}`,
    );
    return worded.map((words) => words.trim());
  }

  /** The words of all batches, the trial batch first. */
  async batches(): Promise<string> {
    const { BetaBatchDetail, OtherBatchDetail } = await this.detail();
    const all = [...(BetaBatchDetail ? [BetaBatchDetail] : []), ...(OtherBatchDetail ?? [])];
    return all.map((batch) => `${batch.PodNum} ${batch.BatchStatus}`).join(', ');
  }

  get last(): Sandbox['rollouts'][number] | undefined {
    return this.sandbox.rollouts.at(-1);
  }

  stop(): Promise<void> {
    return this.sandbox.stop();
  }
}
