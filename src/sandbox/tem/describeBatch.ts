import type { RolloutConditions } from '../rolloutConditions';
import type { Batch, Rollout } from '../rollouts/rollout';
import type { Deployment, Pod } from '../world';
import { versionOf } from './workload';

/** Returns one batch of a rollout as TEM describes it, `index` counted from 0, with those of its instances that are there. */
export function describeBatch(rollout: Rollout, batch: Batch, index: number, conditions: RolloutConditions): object {
  const { deployment, stage } = rollout;
  const podsOf = (pods: readonly Pod[]): readonly object[] =>
    pods.filter((pod) => deployment.pods.includes(pod)).map((pod) => describeBatchPod(deployment, pod));
  const status = batchStatus(rollout, batch, index, conditions);
  return {
    OldPodList: null,
    NewPodList: null,
    BatchStatus: status,
    PodNum: batch.podNum,
    BatchIndex: index + conditions.firstBatchIndex,
    OldPods: podsOf(batch.oldPods),
    NewPods: podsOf(batch.newPods),
    NextBatchStartTime: status === 'WaitForTimeExceed' && stage.kind === 'pausing' ? seconds(stage.until) : 0,
  };
}

const words = {
  ...{ notStarted: 'NotStart', deploying: 'Deploying', deployed: 'Finish', finished: 'Finish' },
  ...{ reverting: 'revert', reverted: 'revert' },
} as const satisfies Readonly<Record<Batch['state'], string>>;

/** Returns the word for the state of a batch, `index` counted from 0. */
export function batchStatus(rollout: Rollout, batch: Batch, index: number, conditions: RolloutConditions): string {
  const { stage } = rollout;
  const isCurrent = index === currentBatch(rollout, conditions);
  if (isCurrent && stage.kind === 'waiting') return 'WaitForResume';
  if (isCurrent && stage.kind === 'pausing') return 'WaitForTimeExceed';
  return words[batch.state];
}

/** Returns the index of the batch under way, counted from 0. */
export function currentBatch({ stage, batch }: Rollout, { waitingBatch }: RolloutConditions): number {
  if (stage.kind !== 'waiting' && stage.kind !== 'pausing') return batch;
  return waitingBatch === 'next' || stage.batch < 0 ? stage.batch + 1 : stage.batch;
}

/** Returns the time at which the next batch starts by itself, in epoch seconds; 0 where none does. */
export function nextBatchStart({ stage }: Rollout): number {
  return stage.kind === 'pausing' ? seconds(stage.until) : 0;
}

function describeBatchPod(deployment: Deployment, pod: Pod): object {
  return {
    PodId: pod.id,
    PodStatus: [pod.status],
    PodVersion: versionOf(deployment, pod),
    CreateTime: pod.startedAt,
    Zone: '',
    Webshell: '',
    Status: pod.status,
  };
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
