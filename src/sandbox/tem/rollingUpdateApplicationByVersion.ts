import { Refusal } from '../refusal';
import { requestedPackage } from '../rollouts/requestedPackage';
import { type RolloutStrategy, strategyTypes } from '../rollouts/rolloutStrategy';
import { checkDeployVersion } from '../checkVersion';
import { type Action, type ActionRequest, deployedOf } from './action';

/** Begins to replace the version that runs by another one. Throws where nothing runs, or something is under way already. */
export const rollingUpdateApplicationByVersion: Action = (request) => {
  const { parameters, conditions, rollouts } = request;
  const version = parameters.text('DeployVersion', 'MissingParameter.DeployVersionNull');
  checkDeployVersion(version);
  const strategy = strategyOf(request);
  const { application, deployment } = deployedOf(request);
  const asked = parameters.optionalText('PackageName') ?? '';
  refuseByCondition(request);
  const packageName = requestedPackage({ ...request, application, version, asked });
  const wanted = { application, deployment, version, packageName, strategy, byColleague: false };
  const { id } = rollouts.begin(wanted);
  return { Result: conditions.rollout.emptyRevision ? '' : id };
};

function refuseByCondition({ conditions: { rollout } }: ActionRequest): void {
  const { code, times } = rollout.refuseWith;
  if (!code || times <= 0) return;
  rollout.refuseWith = { code, times: times - 1 };
  throw new Refusal(200, code, 'The sandbox refuses this as its conditions say.');
}

function strategyOf({ parameters }: ActionRequest): RolloutStrategy {
  const word = parameters.optionalText('DeployStrategyType') ?? 'AUTO';
  const type = strategyTypes.find((one) => one === word);
  if (!type) throw invalid('DeployStrategyType', 'AUTO, BETA or MANUAL');
  const atLeast = (name: string, min: number): number => {
    const value = parameters.optionalInteger(name) ?? Math.max(min, 0);
    if (value < min) throw invalid(name, `${min} or more`);
    return value;
  };
  return {
    type,
    totalBatchCount: atLeast('TotalBatchCount', 1),
    betaBatchNum: atLeast('BetaBatchNum', 0),
    batchInterval: atLeast('BatchInterval', 0),
    minAvailable: atLeast('MinAvailable', -1),
    force: parameters.optionalFlag('Force') ?? false,
  };
}

function invalid(name: string, allowed: string): Refusal {
  return new Refusal(200, 'InvalidParameter', `The value of \`${name}\` must be ${allowed}.`);
}
