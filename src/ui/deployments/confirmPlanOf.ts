import * as vscode from 'vscode';
import { withNeededJava } from '../../core/deployment/planChecks';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import { afterMoments } from '../checks/afterMoments';
import { outcomeOf } from '../vscode/errorReporter';
import { confirmPlan } from './confirmPlan';
import type { DeployDeps } from './deployDeps';
import { makePlan } from './makePlan';
import { listEnvironments } from './pickEnvironment';

/**
 * A plan that a person has confirmed, `acceptsDamage` with entries that it showed as damaged; or the package of the same build, by
 * its path, that is to go in its place, and the plan as it stood.
 */
export type ConfirmedPlan =
  | { readonly kind: 'plan'; readonly plan: RolloutPlan; readonly acceptsDamage: boolean }
  | { readonly kind: 'instead'; readonly plan: RolloutPlan; readonly path: string };

/** The file of a plan whose package is not in TEM yet, by its absolute path, and what stands above the plan. */
export interface PlanContext {
  readonly path?: string;
  readonly note?: string;
}

/** Shows a plan with the check of its package until it is confirmed as it stands; gives none where a person leaves it. */
export async function confirmPlanOf(
  deps: DeployDeps,
  first: RolloutPlan,
  { path, note }: PlanContext = {},
): Promise<ConfirmedPlan | undefined> {
  const { planning, whereTyped, checkPlan } = deps;
  const environments = ({ target }: RolloutPlan) => listEnvironments(deps, target);
  const asking = { whereTyped, environments, fitStrategy: planning.fitStrategy };
  let said = note;
  for (let plan: RolloutPlan | undefined = first; plan; said = undefined) {
    const shown: RolloutPlan = plan;
    const title = vscode.l10n.t('Checking {0}', shown.package.packageName);
    const checked = await outcomeOf(() => afterMoments(title, (signal) => checkPlan(shown, { path, signal })));
    if (checked.kind === 'cancelled') return undefined;
    if (checked.kind === 'failed') throw checked.error;
    const check = checked.value;
    const full = check.kind === 'checked' && check.neededJava ? withNeededJava(shown, check.neededJava) : shown;
    const answer = await confirmPlan(asking, full, { note: said, check });
    if (answer.kind === 'closed') return undefined;
    if (answer.kind === 'deploy') {
      const acceptsDamage = check.kind === 'checked' && check.findings.some(({ kind }) => kind === 'damagedEntries');
      return { kind: 'plan', plan: answer.plan, acceptsDamage };
    }
    if (answer.kind === 'instead') return answer;
    const { environment, strategy } = answer;
    plan = await makePlan(deps, { ...shown, environment, strategy });
  }
  return undefined;
}
