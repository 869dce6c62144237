import * as vscode from 'vscode';
import type { PlannedEnvironment, RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import { meantInstead } from '../checks/checkedFile';
import { fileName } from '../checks/fileName';
import { isError } from '../checks/findingLines';
import { chooseModally } from '../vscode/showMessage';
import type { PlanCheck } from './checkPlan';
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
  /** To be made as `plan` is, for the package at `path`, which is meant instead. */
  | { readonly kind: 'instead'; readonly path: string; readonly plan: RolloutPlan }
  | { readonly kind: 'closed' };

/** Parts that stand beside a plan: a note above it, and the check of its package. */
export interface BesidePlan {
  readonly note?: string | undefined;
  readonly check: PlanCheck;
}

/** Shows a plan, lets a person change it, and has the application's name typed where that is asked for. */
export async function confirmPlan(
  deps: ConfirmPlanDeps,
  first: RolloutPlan,
  { note, check }: BesidePlan,
): Promise<PlanAnswer> {
  const findings = check.kind === 'checked' ? check.findings : [];
  const [deploy, change] = [buttonOf(first, findings.some(isError)), vscode.l10n.t('Change…')];
  const meant = first.package.version ? undefined : meantInstead({ findings });
  const instead = meant === undefined ? [] : [vscode.l10n.t('Upload {0} Instead', fileName(meant))];
  let plan = first;
  for (;;) {
    const lines = [...(note ? [note, ''] : []), ...planLines(plan, check)];
    const chosen = await chooseModally(planQuestion(plan), lines, [...instead, deploy, change]);
    if (chosen === deploy) {
      // Whoever leaves the box is at the plan again, and leaves it there.
      if (!isTyped(deps, plan) || (await typeName(plan)) === 'next') return { kind: 'deploy', plan };
    } else if (chosen === change) {
      const changed = await changePlan(deps, plan);
      if (changed && changed.environment.id !== plan.environment.id) return { kind: 'elsewhere', ...changed };
      if (changed) plan = { ...plan, strategy: changed.strategy };
    } else {
      return meant !== undefined && chosen === instead[0] ? { kind: 'instead', path: meant, plan } : { kind: 'closed' };
    }
  }
}

function buttonOf({ purpose, package: { version } }: RolloutPlan, hasErrors: boolean): string {
  if (purpose === 'undo') return hasErrors ? vscode.l10n.t('Go Back Anyway') : vscode.l10n.t('Go Back');
  if (hasErrors) return version ? vscode.l10n.t('Deploy Anyway') : vscode.l10n.t('Upload and Deploy Anyway');
  return version ? vscode.l10n.t('Deploy') : vscode.l10n.t('Upload and Deploy');
}

function isTyped({ whereTyped }: ConfirmPlanDeps, { environment: { kind } }: RolloutPlan): boolean {
  const where = whereTyped();
  // What nobody has called a test may be production.
  return where === 'always' || (where === 'production' && (kind === 'prod' || kind === 'other'));
}
