import * as vscode from 'vscode';
import { applicationOf, type EnvironmentNode, type Node } from '../../browse/nodes';
import { isRolloutEnd, type Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { ApplicationsView } from '../applications/applicationsView';
import { type DeploymentCommands, type Handlers, runCommand } from '../vscode/contributions';
import { tryAgainAfter } from '../vscode/errorReporter';
import { forSelectedNode, type NodeFilter } from '../vscode/forSelectedNodes';
import { askModally } from '../vscode/showMessage';
import type { WorkspaceTrust } from '../vscode/workspaceTrust';
import { isOverInTem } from '../../core/deployment/canAct';
import { deployHere, deployPackageCommand, type DeployPackageDeps } from './deployPackage';
import { deploymentName } from './deploymentName';
import type { Following } from './following';
import { forRollout } from './rolloutCommand';
import {
  allRollouts,
  failedRollouts,
  runningRollouts,
  undoableRollouts,
  waitingRollouts,
  watchedRollouts,
} from './rolloutFilters';
import { tellEnd } from './tellEnd';
import { uploadAndDeployCommand, type UploadAndDeployDeps } from './uploadAndDeploy';
import { askCancel } from './askCancel';
import { undoWords } from './undoWords';

/** Dependencies of the commands that deploy. */
export interface DeploymentCommandsDeps {
  readonly board: RolloutBoard;
  readonly applications: ApplicationsView;
  readonly trust: Pick<WorkspaceTrust, 'guard'>;
  readonly following: Following;
  readonly accounts: DeployPackageDeps['accounts'];
  readonly catalog: DeployPackageDeps['catalog'];
  readonly clock: DeployPackageDeps['clock'];
  readonly regions: DeployPackageDeps['regions'];
  readonly uploading: UploadAndDeployDeps['uploading'];
}

/** Gives the commands that deploy, and those of deployments. */
export function deploymentCommands(deps: DeploymentCommandsDeps): Handlers<DeploymentCommands> {
  const { applications, board, following, trust } = deps;
  const deploying: DeployPackageDeps = { ...following.deployDeps, ...deps, signIn: () => runCommand('tem.signIn') };
  const { endDeps, follower, continueRollout, undoRollout } = following;
  const upload = trust.guard(
    uploadAndDeployCommand({
      ...deploying,
      uploading: deps.uploading,
      followFrom: (id, lead) => follower.follow(id, lead),
    }),
  );
  const rollouts = { board, applications };
  return {
    'tem.continueDeployment': forRollout(rollouts, waitingRollouts, continueRollout),
    'tem.deployHere': forSelectedNode(applications, environmentNodes, (node) => deployHere(deploying, node)),
    'tem.deployPackage': deployPackageCommand(deploying),
    'tem.followDeployment': forRollout(rollouts, runningRollouts, (rollout) => following.follow(rollout)),
    'tem.revealDeployment': forRollout(rollouts, { ...allRollouts, fits: isShownInStatus(board) }, endDeps.reveal),
    'tem.showDeploymentError': forRollout(rollouts, failedRollouts, async (rollout) => showError(following, rollout)),
    'tem.stopWatchingDeployment': forRollout(rollouts, watchedRollouts, (rollout) => askCancel(endDeps, rollout)),
    'tem.undoDeployment': forRollout(rollouts, undoableRollouts, async (rollout) => {
      // What is over in TEM is asked about with its plan.
      if (isOverInTem(rollout) || (await isMeant(rollout))) await undoRollout(rollout);
    }),
    'tem.uploadAndDeploy': upload,
    'tem.uploadAndDeployFromExplorer': upload,
  };
}

const environmentNodes: NodeFilter<Node, EnvironmentNode> = {
  of: (node) => (node.kind === 'environment' && applicationOf(node)?.application.hasAuthority ? node : undefined),
  question: () => vscode.l10n.t('Which environment do you want to deploy to?'),
  wanted: () => vscode.l10n.t('Select an environment in the Applications view first.'),
  missing: () =>
    vscode.l10n.t(
      'The Applications view lists no environment yet. Open the environments of an application, then try again.',
    ),
};

/** Those that run, as the status bar has them, before what has ended. */
function isShownInStatus({ all }: RolloutBoard): (rollout: Rollout) => boolean {
  return (rollout) => !isRolloutEnd(rollout.state) || all.every(({ state }) => isRolloutEnd(state));
}

function isMeant(rollout: Rollout): Promise<boolean> {
  const question = vscode.l10n.t('Undo the deployment of {0}?', deploymentName(rollout));
  const line = vscode.l10n.t('All instances go back to version {0}.', rollout.oldVersion);
  if (rollout.plan) return askModally(question, [line], vscode.l10n.t('Undo'));
  return askModally(question, [vscode.l10n.t('Not deployed from here'), line], undoWords(rollout).undo);
}

async function showError({ endDeps, tryAgain }: Following, rollout: Rollout): Promise<void> {
  const { refused, problem, state } = rollout;
  // One that has failed has no need of what was asked before.
  if (refused && state.kind !== 'failed' && state.kind !== 'notBegun') return tryAgain(rollout, refused);
  if (isRolloutEnd(state)) return tellEnd(endDeps, rollout);
  const what = vscode.l10n.t('Could not read the deployment of {0}', deploymentName(rollout));
  // It is read again anyhow.
  const again = () => Promise.resolve();
  await endDeps.withErrorReporting(what, tryAgainAfter(problem, again));
}
