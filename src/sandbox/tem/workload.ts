import type { Conditions } from '../conditions';
import { isRunning, type Rollout } from '../rollouts/rollout';
import type { Application, Deployment, Pod } from '../world';

/** The things that the fields of a deployment depend on. `now` is epoch ms; `rollout` the one that TEM tells of. */
export interface WorkloadView {
  readonly application: Application;
  readonly deployment: Deployment;
  readonly rollout: Rollout | undefined;
  readonly conditions: Pick<Conditions, 'rollout'>;
  readonly now: number;
}

/** Returns the version that an instance runs. */
export function versionOf(deployment: Deployment, pod: Pod): string {
  return pod.version ?? deployment.version;
}

/** Returns `UnderDeploying`. */
export function underDeploying({ deployment, rollout, conditions, now }: WorkloadView): boolean | null {
  const { nullDeploying, staleDeployingMs } = conditions.rollout;
  if (nullDeploying) return null;
  const isStale = rollout?.endedAt !== undefined && now < rollout.endedAt + staleDeployingMs;
  return deployment.deploying || isStale;
}

/** Returns `BatchDeployStatus`. */
export function batchDeployStatus({ rollout }: WorkloadView): string {
  if (!rollout || !isRunning(rollout)) return '';
  return rollout.stage.kind === 'waiting' ? 'batch_updating_waiting_confirm' : 'batch_updating';
}

/** Returns `WorkloadInfo`: while a rollout runs, the updated instances are those that it has made. */
export function workloadInfo({ application, deployment, rollout, conditions }: WorkloadView): object | null {
  if (conditions.rollout.nullWorkload) return null;
  const isDone = rollout === undefined || rollout.stage.kind === 'finished' || rollout.stage.kind === 'reverted';
  // By the instances themselves: a version may be deployed over itself.
  const made = rollout?.batches.flatMap((batch) => batch.newPods) ?? [];
  const updated = isDone ? deployment.pods : deployment.pods.filter((pod) => made.includes(pod));
  return {
    ClusterId: 'cls-sandbox1',
    ApplicationName: application.name,
    VersionName: isDone ? deployment.version : rollout.version,
    ReadyReplicas: deployment.pods.filter(isReady).length,
    Replicas: deployment.pods.length,
    UpdatedReplicas: updated.length,
    UpdatedReadyReplicas: updated.filter(isReady).length,
    UpdateRevision: isDone ? deployment.versionId : rollout.id,
    CurrentRevision: deployment.versionId,
  };
}

function isReady({ ready }: Pod): boolean {
  return ready;
}
