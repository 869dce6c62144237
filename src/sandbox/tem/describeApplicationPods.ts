import type { Pod } from '../world';
import { type Action, deployedOf } from './action';
import { describePod } from './describePod';

/**
 * Pages through an application's instances in one environment, narrowed by `Status` and `PodName`. Throws where the
 * application is not deployed there.
 */
export const describeApplicationPods: Action = (request) => {
  const { parameters, requestId } = request;
  const { application, deployment } = deployedOf(request);
  const status = parameters.optionalText('Status') ?? '';
  const name = parameters.optionalText('PodName') ?? '';
  const found = deployment.pods.filter((pod) => (!status || isIn(pod, status)) && pod.id.includes(name));
  const { rows, limit, offset } = parameters.page(found);
  return {
    Result: {
      Offset: offset,
      Limit: limit,
      TotalCount: found.length,
      RequestId: requestId,
      PodList: rows.map((pod) => describePod(application, deployment, pod)),
    },
  };
};

function isIn(pod: Pod, status: string): boolean {
  // The filter knows three words, of which `Error` stands for every state that is neither of the others.
  return pod.status === status || (status === 'Error' && !['Running', 'Pending'].includes(pod.status));
}
