import * as vscode from 'vscode';
import { isRolloutEnd, type Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { outcomeOf, tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
import { carryOut } from './carryOut';
import { deploymentName } from './deploymentName';
import type { DeployDeps } from './deployDeps';
import { planBy } from './makePlan';

/** Dependencies of asking TEM to change a rollout that runs. */
export interface ChangeRolloutDeps {
  readonly board: Pick<RolloutBoard, 'continue' | 'undo' | 'find'>;
  readonly withErrorReporting: WithErrorReporting;
}

/** Lets the next batch start; a person is told where that is rejected. */
export function continueRollout(deps: ChangeRolloutDeps, { id, ...rollout }: Rollout): Promise<void> {
  const what = vscode.l10n.t('Could not continue the deployment of {0}', deploymentName(rollout));
  return asked(deps, id, what, () => deps.board.continue(id));
}

/** Puts all instances back while a rollout runs; a person is told where that is rejected. */
export function undoRunning(deps: ChangeRolloutDeps, { id, ...rollout }: Rollout): Promise<void> {
  const what = vscode.l10n.t('Could not undo the deployment of {0}', deploymentName(rollout));
  return asked(deps, id, what, () => deps.board.undo(id));
}

/** Undoes a rollout: puts all instances back while it runs; after its end plans to deploy the version before it. */
export async function undoRollout(deps: DeployDeps & ChangeRolloutDeps, rollout: Rollout): Promise<void> {
  const now = deps.board.find(rollout.id) ?? rollout;
  return isRolloutEnd(now.state) ? goBack(deps, now) : undoRunning(deps, now);
}

async function goBack(deps: DeployDeps, rollout: Rollout): Promise<void> {
  const { place, applicationName, environmentName, environmentKind } = rollout;
  const target = rollout.plan?.target ?? { ...targetOf(place), applicationName };
  const environment = { id: place.environmentId, name: environmentName, kind: environmentKind };
  await deps.withErrorReporting(
    vscode.l10n.t('Could not undo the deployment of {0}', deploymentName(rollout)),
    async () => {
      const plan = await planBy(deps, { target, environment }, (options) => deps.planning.planUndo(rollout, options));
      if (plan) await carryOut(deps, plan);
    },
  );
}

function targetOf({ accountId, region, applicationId }: Rollout['place']) {
  return { accountId, region, applicationId };
}

/** Tells what came of a request, which is in the rollout, where that was asked for. */
async function asked(
  { board, withErrorReporting }: ChangeRolloutDeps,
  id: string,
  what: string,
  job: () => Promise<void>,
): Promise<void> {
  const ask = async (): Promise<void> => {
    await job();
    const refused = board.find(id)?.refused;
    if (refused) throw refused;
  };
  const outcome = await outcomeOf(ask);
  // Awaiting the message would keep the command alive for as long as it stands there.
  if (outcome.kind === 'failed') void withErrorReporting(what, tryAgainAfter(outcome.error, ask));
}
