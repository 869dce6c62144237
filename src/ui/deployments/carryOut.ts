import * as vscode from 'vscode';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { PlanOutcome } from '../../core/deployment/rolloutBoard';
import { withCancel } from '../vscode/withCancel';
import { confirmPlanOf } from './confirmPlanOf';
import type { DeployDeps } from './deployDeps';
import { makePlan } from './makePlan';
import { tellOccupied } from './tellOccupied';

/**
 * Has a plan confirmed, and begins it; shows the new plan where what it was made for has changed, and asks where somebody else
 * deploys. Resolves as soon as it has begun, or was given up; the rollout is told of where it is followed.
 */
export async function carryOut(deps: DeployDeps, plan: RolloutPlan, note?: string): Promise<void> {
  const confirmed = await confirmPlanOf(deps, plan, note === undefined ? {} : { note });
  if (confirmed?.kind === 'plan') await goOn(deps, confirmed.plan, await begin(deps, confirmed.plan));
}

/** Goes on from what came of beginning `plan`. */
export async function goOn(deps: DeployDeps, plan: RolloutPlan, first: PlanOutcome): Promise<void> {
  for (let outcome = first; ;) {
    if (outcome.kind === 'begun') return;
    if (outcome.kind === 'changed') {
      const anew = await makePlan(deps, outcome.plan);
      return anew && carryOut(deps, anew, changedNote());
    }
    if ((await tellOccupied(deps, outcome.rollout)) !== 'wait') return;
    outcome = await begin(deps, plan, true);
  }
}

function begin({ board }: DeployDeps, plan: RolloutPlan, wait = false): Promise<PlanOutcome> {
  const title = vscode.l10n.t(
    'Starting the deployment to {0} in {1}',
    plan.target.applicationName,
    plan.environment.name,
  );
  return withCancel(title, (signal) => board.begin(plan, { signal, wait }));
}

/** Says why a plan that was confirmed is shown anew. */
export function changedNote(): string {
  return vscode.l10n.t(
    'What runs there or the package has changed, or the plan was older than 10 minutes. Nothing was deployed. This is a new plan.',
  );
}
