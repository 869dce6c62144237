import { Refusal } from '../refusal';
import type { RolloutConditions } from '../rolloutConditions';
import type { Batch, Rollout } from '../rollouts/rollout';
import { strategyTypes } from '../rollouts/rolloutStrategy';
import { temTime } from '../temTime';
import type { Deployment, Pod } from '../world';
import { type Action, type ActionRequest, applicationOf, environmentOf } from './action';
import { batchStatus, currentBatch, describeBatch, nextBatchStart } from './describeBatch';
import { describePod } from './describePod';

/** Describes the rollout under way, or the last one, with its batches and their instances. */
export const describeDeployApplicationDetail: Action = (request) => {
  const environment = environmentOf(request);
  const application = applicationOf(request);
  const id = request.parameters.optionalText('VersionId') ?? '';
  const deployment = application.deployments.find((one) => one.environmentId === environment.id);
  const rollout = deployment && request.rollouts.visible(deployment, id);
  if (!rollout) return without(request);
  return { Result: describe(rollout, request.conditions.rollout) };
};

function without({ conditions, parameters }: ActionRequest): Readonly<Record<string, unknown>> {
  switch (conditions.rollout.withoutRollout) {
    case 'null':
      return { Result: null };
    case 'blank':
      return { Result: blank };
    case 'error': {
      const id = parameters.text('ApplicationId');
      throw new Refusal(200, 'ResourceNotFound.VersionServiceNotFound', `No deployment of application ${id} is found.`);
    }
  }
}

const blank = {
  ...{ DeployStrategyConf: null, StartTime: '', EndTime: '', Status: '', BetaBatchDetail: null, OtherBatchDetail: [] },
  ...{
    OldVersionPodList: null,
    CurrentBatchIndex: null,
    ErrorMessage: '',
    CurrentBatchStatus: '',
    NewDeployVersion: '',
  },
  ...{ OldDeployVersion: '', NewVersionPackageInfo: '', NextBatchStartTime: null },
};

function describe(rollout: Rollout, conditions: RolloutConditions): object {
  const { strategy, batches, stage, deployment, endedAt } = rollout;
  const told = conditions.noBatches ? [] : batches;
  const described = told.map((batch, n) => describeBatch(rollout, batch, n, conditions));
  const trials = told.filter((batch) => batch.isTrial).length;
  const index = currentBatch(rollout, conditions);
  const current: Batch | undefined = told[index];
  return {
    DeployStrategyConf: {
      TotalBatchCount: strategy.totalBatchCount,
      BetaBatchNum: strategy.betaBatchNum,
      DeployStrategyType: strategyTypes.indexOf(strategy.type),
      BatchInterval: strategy.batchInterval,
      MinAvailable: strategy.minAvailable,
      Force: strategy.force,
    },
    StartTime: temTime(rollout.startsAt),
    EndTime: endedAt === undefined || stage.kind === 'failed' ? '' : temTime(endedAt),
    Status: statusWord(rollout, conditions),
    BetaBatchDetail: trials > 0 ? described[0] : null,
    OtherBatchDetail: described.slice(trials),
    OldVersionPodList: oldPodPage(rollout, deployment),
    CurrentBatchIndex: current ? index + conditions.firstBatchIndex : null,
    ErrorMessage: '',
    CurrentBatchStatus: current ? batchStatus(rollout, current, index, conditions) : '',
    NewDeployVersion: rollout.version,
    OldDeployVersion: rollout.oldVersion,
    NewVersionPackageInfo: rollout.packageName,
    NextBatchStartTime: nextBatchStart(rollout),
  };
}

function statusWord({ stage }: Rollout, { successStatus, revertedStatus }: RolloutConditions): string {
  if (stage.kind === 'finished') return successStatus;
  if (stage.kind === 'reverted') return revertedStatus;
  return stage.kind === 'failed' ? 'Error' : 'Running';
}

function oldPodPage({ application, batches }: Rollout, deployment: Deployment): object {
  const old: readonly Pod[] = batches.flatMap(({ oldPods }) => oldPods.filter((pod) => deployment.pods.includes(pod)));
  const PodList = old.map((pod) => describePod(application, deployment, pod));
  return { Offset: 0, Limit: old.length, TotalCount: old.length, RequestId: '', PodList };
}
