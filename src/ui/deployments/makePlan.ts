import * as vscode from 'vscode';
import type { PlanRequest } from '../../core/deployment/planRollout';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { CallOptions } from '../../core/ports/tem';
import { outcomeOf } from '../vscode/errorReporter';
import { withCancel } from '../vscode/withCancel';
import { accountById, type DeployDeps } from './deployDeps';
import { isForConsole, offerConsoleAfter } from './offerConsole';

/**
 * Reads what a plan needs behind a notification with Cancel. Gives none where a person cancels, or where only the console helps,
 * to which they are led; throws what else fails.
 */
export function makePlan(deps: DeployDeps, order: PlanRequest): Promise<RolloutPlan | undefined> {
  return planBy(deps, order, (options) => deps.planning.planRollout(order, options));
}

/** Makes a plan by `plan`, for the application of `target`. */
export async function planBy(
  deps: Pick<DeployDeps, 'accounts'>,
  { target, environment }: Pick<PlanRequest, 'target' | 'environment'>,
  plan: (options: CallOptions) => Promise<RolloutPlan>,
): Promise<RolloutPlan | undefined> {
  const { accountId, applicationName } = target;
  const title = vscode.l10n.t('Planning the deployment to {0} in {1}', applicationName, environment.name);
  const outcome = await outcomeOf(() => withCancel(title, (signal) => plan({ signal })));
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'cancelled') return undefined;
  const { error } = outcome;
  if (!isForConsole(error)) throw error;
  const what = vscode.l10n.t('Could not deploy to {0} in {1}', applicationName, environment.name);
  void offerConsoleAfter(what, error, (await accountById(deps, accountId))?.site);
  return undefined;
}
