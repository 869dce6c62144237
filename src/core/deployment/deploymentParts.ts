import type { CallOptions, Tem } from '../ports/tem';
import type { PackageStore } from '../ports/packageStore';
import { measurePackage } from './measurePackage';
import { confirmUploaded } from './planChecks';
import { planRollout, type MeasurePackage, type PlanDeps, type PlanRequest } from './planRollout';
import { planUndo, type UndoDeps } from './planUndo';
import type { Rollout } from './rollout';
import { rolloutMarks } from './rolloutMarks';
import { Rollouts, type RolloutsDeps } from './rollouts';
import { fitStrategy } from './fitStrategy';

/** The collaborators of deploying. `stored` reads packages in COS; loaded with the first plan. */
export interface DeploymentDeps extends RolloutsDeps, Pick<PlanDeps, 'uploadRecords'> {
  readonly tem: RolloutsDeps['tem'] & UndoDeps['tem'] & Pick<Tem, 'createReadGrant'>;
  readonly stored: () => Promise<{ readonly packageStore: Pick<PackageStore, 'measurePackage'> }>;
}

/** Joins what deploys: the board of a window's rollouts, the makers of plans, and how a rollout stands in numbers. */
export function deploymentParts(deps: DeploymentDeps) {
  const { auth } = deps;
  const measure: MeasurePackage = async (target, wanted, { signal }) => {
    const all = { ...deps, ...(await deps.stored()) };
    return auth.observe(target.accountId, signal, measurePackage(all, target, wanted, { signal }));
  };
  const planDeps = { ...deps, measure };
  return {
    board: new Rollouts(planDeps),
    planning: {
      planRollout: (request: PlanRequest, options: CallOptions) => planRollout(planDeps, request, options),
      planUndo: (rollout: Rollout, options: CallOptions) => planUndo(planDeps, rollout, options),
      confirmUploaded,
      fitStrategy,
    },
    marksOf: rolloutMarks,
  };
}
