import { isRolloutEnd } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { AccountDeployments } from '../accounts/accountDeployments';

/** Dependencies of the deployments of accounts. */
export interface DeploymentsOfAccountsDeps {
  readonly rollouts: { ifUsed(): Promise<{ readonly board: Pick<RolloutBoard, 'all'> } | undefined> };
}

/** Finds the deployments of accounts. */
export function deploymentsOfAccounts({ rollouts }: DeploymentsOfAccountsDeps): AccountDeployments {
  return {
    async count(accountIds) {
      const all = (await rollouts.ifUsed())?.board.all ?? [];
      return all.filter(
        ({ plan, place, state }) => plan && !isRolloutEnd(state) && accountIds.includes(place.accountId),
      ).length;
    },
  };
}
