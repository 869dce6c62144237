import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import { isRolloutEnd, type Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { outcomeOf, tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
import { showInformation } from '../vscode/showMessage';
import { canGoBack, isOverInTem } from '../../core/deployment/canAct';
import { carryOut } from './carryOut';
import { deploymentName } from './deploymentName';
import type { DeployDeps } from './deployDeps';
import { planBy } from './makePlan';
import { undoableRollouts } from './rolloutFilters';

/** Dependencies of asking TEM to change a rollout that runs. */
export interface ChangeRolloutDeps {
  readonly board: Pick<RolloutBoard, 'continue' | 'undo' | 'find'>;
  readonly withErrorReporting: WithErrorReporting;
}

/** Lets the next batch start; a person is told where that is rejected. */
export async function continueRollout(deps: ChangeRolloutDeps, rollout: Rollout): Promise<void> {
  await tell(deps, continueFailed(rollout), () =>
    throwingRefusal(deps, rollout, () => deps.board.continue(rollout.id)),
  );
}

/** Puts all instances back while a rollout runs; a person is told where that is rejected. */
export async function undoRunning(deps: ChangeRolloutDeps, rollout: Rollout): Promise<void> {
  await tell(deps, undoFailed(rollout), () => throwingRefusal(deps, rollout, () => deps.board.undo(rollout.id)));
}

/** Undoes a rollout: puts all instances back while TEM runs it; after its end plans to deploy the version before it. */
export async function undoRollout(deps: DeployDeps & ChangeRolloutDeps, rollout: Rollout): Promise<void> {
  const now = deps.board.find(rollout.id) ?? rollout;
  // A message may have stood there since before the end.
  if (isRolloutEnd(now.state) && !canGoBack(now)) return void showInformation(undoableRollouts.wanted());
  if (isOverInTem(now)) return goBack(deps, now);
  await tell(deps, undoFailed(now), async () => {
    const asked = await outcomeOf(() => throwingRefusal(deps, now, () => deps.board.undo(now.id)));
    if (asked.kind !== 'failed') return;
    // TEM shows it as over before this window does, or has ended it: going back is a deployment then.
    if (!isOver(asked.error)) throw asked.error;
    void goBack(deps, deps.board.find(now.id) ?? now);
  });
}

/** Tells what a request of a person was refused with, and offers to ask for the same once more. */
export async function tryAgain(
  deps: DeployDeps & ChangeRolloutDeps,
  rollout: Rollout,
  refused: AppError,
): Promise<void> {
  const isUndo = rollout.refusedAsk !== 'continue';
  const what = isUndo ? undoFailed(rollout) : continueFailed(rollout);
  const again = () => (isUndo ? undoRollout(deps, rollout) : continueRollout(deps, rollout));
  await deps.withErrorReporting(what, tryAgainAfter(refused, again));
}

async function goBack(deps: DeployDeps, rollout: Rollout): Promise<void> {
  const { place, applicationName, environmentName, environmentKind } = rollout;
  const { accountId, region, applicationId } = place;
  const target = { accountId, region, applicationId, applicationName };
  const environment = { id: place.environmentId, name: environmentName, kind: environmentKind };
  await deps.withErrorReporting(undoFailed(rollout), async () => {
    const plan = await planBy(deps, { target, environment }, (options) => deps.planning.planUndo(rollout, options));
    if (plan) await carryOut(deps, plan);
  });
}

/** Throws what a request was refused with, which is in the rollout. */
async function throwingRefusal({ board }: ChangeRolloutDeps, { id }: Rollout, job: () => Promise<void>): Promise<void> {
  await job();
  const refused = board.find(id)?.refused;
  if (refused) throw refused;
}

async function tell({ withErrorReporting }: ChangeRolloutDeps, what: string, ask: () => Promise<void>): Promise<void> {
  const outcome = await outcomeOf(ask);
  // Awaiting the message would keep the command alive for as long as it stands there.
  if (outcome.kind === 'failed') void withErrorReporting(what, tryAgainAfter(outcome.error, ask));
}

function isOver(error: unknown): boolean {
  return error instanceof AppError && error.failure === 'nothingRuns';
}

function continueFailed(rollout: Rollout): string {
  return vscode.l10n.t('Could not continue the deployment of {0}', deploymentName(rollout));
}

function undoFailed(rollout: Rollout): string {
  return vscode.l10n.t('Could not undo the deployment of {0}', deploymentName(rollout));
}
