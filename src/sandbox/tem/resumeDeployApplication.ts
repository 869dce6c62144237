import { type Action, deployedOf } from './action';
import { refuseIdle } from './refuseIdle';

/** Lets the batch after the one that waits start. Where none waits, nothing is done: true, or an error by condition. */
export const resumeDeployApplication: Action = (request) => {
  const { deployment } = deployedOf(request);
  const done = request.rollouts.resume(deployment);
  if (!done && request.conditions.rollout.resumeWhenIdle === 'error') throw refuseIdle(deployment);
  return { Result: true };
};
