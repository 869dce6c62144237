import * as vscode from 'vscode';
import type { PlannedEnvironment, RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import { chooseModally } from '../vscode/showMessage';
import { changePlan, type ChangePlanDeps } from './changePlan';
import { planLines, planQuestion } from './planText';
import { typeName } from './typeName';

/** Dependencies of asking whether a plan is to be carried out. */
export interface ConfirmPlanDeps extends ChangePlanDeps {
  /** Tells for which environments the name of the application is typed. */
  readonly whereTyped: () => 'production' | 'always' | 'never';
}

/** Answer to a plan: carried out, perhaps with another strategy; to be made anew for another environment; or not. */
export type PlanAnswer =
  | { readonly kind: 'deploy'; readonly plan: RolloutPlan }
  | { readonly kind: 'elsewhere'; readonly environment: PlannedEnvironment; readonly strategy: RolloutStrategy }
  | { readonly kind: 'closed' };

/** Shows a plan, lets a person change it, and has the application's name typed where that is asked for. `note` stands above it. */
export async function confirmPlan(deps: ConfirmPlanDeps, first: RolloutPlan, note?: string): Promise<PlanAnswer> {
  const [deploy, change] = [buttonOf(first), vscode.l10n.t('Change…')];
  let plan = first;
  for (;;) {
    const lines = [...(note ? [note, ''] : []), ...planLines(plan)];
    const chosen = await chooseModally(planQuestion(plan), lines, [deploy, change]);
    if (chosen === deploy) {
      // Whoever leaves the box is at the plan again, and leaves it there.
      if (!isTyped(deps, plan) || (await typeName(plan)) === 'next') return { kind: 'deploy', plan };
    } else if (chosen === change) {
      const changed = await changePlan(deps, plan);
      if (changed && changed.environment.id !== plan.environment.id) return { kind: 'elsewhere', ...changed };
      if (changed) plan = { ...plan, strategy: changed.strategy };
    } else {
      return { kind: 'closed' };
    }
  }
}

function buttonOf({ purpose, package: { version } }: RolloutPlan): string {
  if (purpose === 'undo') return vscode.l10n.t('Go Back');
  return version ? vscode.l10n.t('Deploy') : vscode.l10n.t('Upload and Deploy');
}

function isTyped({ whereTyped }: ConfirmPlanDeps, { environment: { kind } }: RolloutPlan): boolean {
  const where = whereTyped();
  // What nobody has called a test may be production.
  return where === 'always' || (where === 'production' && (kind === 'prod' || kind === 'other'));
}
