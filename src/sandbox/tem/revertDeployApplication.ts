import { type Action, deployedOf } from './action';
import { refuseIdle } from './refuseIdle';

/**
 * Ends a rollout that runs or failed, and puts all instances back. Where there is none, nothing is done: true, or an error
 * by condition.
 */
export const revertDeployApplication: Action = (request) => {
  const { deployment } = deployedOf(request);
  const done = request.rollouts.revert(deployment);
  if (!done && request.conditions.rollout.revertWhenIdle === 'error') throw refuseIdle(deployment);
  return { Result: true };
};
