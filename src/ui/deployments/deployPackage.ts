import * as vscode from 'vscode';
import type { EnvironmentNode, Node, PackageNode } from '../../browse/nodes';
import type { KnownPackage } from '../../core/knownPackages';
import type { Account, DeployMode, Target } from '../../core/model';
import type { Accounts } from '../accounts/accounts';
import { packageNodes } from '../applications/nodeFilters';
import { findPassedTarget, type PassedTargetDeps } from '../uploads/passedTarget';
import { accountInUse, givenTarget } from '../uploads/uploadPackage';
import { askSteps } from '../vscode/askSteps';
import { forSelectedNode, isPassed } from '../vscode/forSelectedNodes';
import type { NodeView } from '../vscode/nodeView';
import { passedArray } from '../vscode/passedFiles';
import { showInformation, showWarning } from '../vscode/showMessage';
import { deploy, plannedIn, plannedPackage, refuseImage } from './deploy';
import type { DeployDeps } from './deployDeps';
import type { DeployableEnvironment } from './environmentChoices';
import { expectedDeployment, passedDeployment, type PassedDeployment } from './passedDeployment';
import { pickApplication, type ChosenApplication, type PickApplicationDeps } from './pickApplication';
import { findEnvironment, pickEnvironment } from './pickEnvironment';
import { listPackages, pickPackage, type PickPackageDeps } from './pickPackage';

/** Dependencies of deploying a package in TEM: whom to ask for what is meant. */
export interface DeployPackageDeps extends DeployDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current'>;
  readonly applications: NodeView<Node>;
  readonly catalog: DeployDeps['catalog'] &
    PickApplicationDeps['catalog'] &
    PickPackageDeps['catalog'] &
    PassedTargetDeps['catalog'];
  readonly clock: PassedTargetDeps['clock'];
  readonly regions: () => readonly string[];
  readonly signIn: () => Promise<void>;
}

/** Deploys the package of a row, or one that is passed as `passedDeployment` says, else one that a person chooses. */
export function deployPackageCommand(deps: DeployPackageDeps) {
  const { applications } = deps;
  const ofRow = forSelectedNode(applications, packageNodes, (node) => deployNode(deps, node));
  return async (clicked?: unknown, selection?: unknown): Promise<void> => {
    const several = passedArray(selection).flatMap((one) => applications.find(one) ?? []);
    if (applications.find(clicked) && several.filter(({ kind }) => kind === 'package').length > 1)
      return void showInformation(vscode.l10n.t('One package is deployed at a time. Select one package.'));
    const passed = passedDeployment(clicked);
    if (passed) return deployPassed(deps, passed);
    if (isPassed(clicked) && !applications.find(clicked) && !isRowLike(clicked))
      return void showWarning(expectedDeployment());
    const isRow = isPassed(clicked) || applications.selected().some(({ kind }) => kind === 'package');
    return isRow ? ofRow(clicked) : deployChosen(deps);
  };
}

/** Deploys to the environment of a row a package that a person chooses. */
export async function deployHere(deps: DeployPackageDeps, { parent, environment }: EnvironmentNode): Promise<void> {
  const { target, deployMode } = givenTarget(parent);
  // It has no packages to choose from, and none would help.
  if (deployMode === 'IMAGE') return refuseImage(deps, target);
  const { running, kind } = environment;
  const place = { id: running.environmentId, name: running.environmentName, kind };
  const title = vscode.l10n.t('Deploy {0} to {1}', target.applicationName, place.name);
  const what = vscode.l10n.t('Could not list the packages of {0}', target.applicationName);
  const picked = await deps.withErrorReporting(what, () => pickPackage(deps, target, { title }));
  const known = picked.kind === 'done' ? picked.value.known : undefined;
  if (known) await deploy(deps, { target, deployMode, package: plannedPackage(known), environment: place });
}

async function deployNode(deps: DeployPackageDeps, { parent, known }: PackageNode): Promise<void> {
  await deploy(deps, { ...givenTarget(parent), package: plannedPackage(known) });
}

async function deployPassed(deps: DeployPackageDeps, passed: PassedDeployment): Promise<void> {
  const account = await accountInUse(deps);
  if (!account) return;
  const { packageName, version, environmentId } = passed;
  await deps.withErrorReporting(vscode.l10n.t('Could not deploy {0}', packageName), async () => {
    const found = await findPassedTarget(deps, passed.target, account);
    if (found.kind === 'refused') return void showWarning(found.why);
    const { target } = found.given;
    const environment = environmentId === undefined ? undefined : await findEnvironment(deps, target, environmentId);
    if (typeof environment === 'string') return void showWarning(environment);
    const packages = await listPackages(deps.catalog, target);
    if (!packages) return;
    const known = packages.find((one) => one.packageName === packageName && one.version === version);
    if (!known) return void showWarning(notKnown(target, passed));
    const place = environment && plannedIn(environment);
    await deploy(deps, { ...found.given, package: plannedPackage(known), ...(place && { environment: place }) });
  });
}

/** Asks for the application, the package and the environment, one after the other. */
async function deployChosen(deps: DeployPackageDeps): Promise<void> {
  const account = await accountInUse(deps);
  if (!account) return;
  const title = vscode.l10n.t('Deploy Package');
  const answered = await deps.withErrorReporting(vscode.l10n.t('Could not deploy'), () => ask(deps, account, title));
  if (answered.kind === 'done' && answered.value) await deploy(deps, answered.value);
}

async function ask(deps: DeployPackageDeps, account: Account, title: string) {
  let application: ChosenApplication | undefined;
  let known: KnownPackage | undefined;
  let environment: DeployableEnvironment | undefined;
  const isAnswered = await askSteps(() => [
    async (place) => {
      const picked = await pickApplication(deps, account, { title, place });
      application = picked.chosen ?? application;
      return picked.answer;
    },
    async (place) => {
      if (!application) return 'closed';
      const picked = await pickPackage(deps, application.target, { title, place });
      known = picked.known ?? known;
      return picked.answer;
    },
    async (place) => {
      if (!application) return 'closed';
      const picked = await pickEnvironment(deps, application.target, place);
      environment = picked.environment;
      return picked.answer;
    },
  ]);
  const [what, where, into] = [known, application, environment] as readonly [
    KnownPackage | undefined,
    { readonly target: Target; readonly deployMode: DeployMode } | undefined,
    DeployableEnvironment | undefined,
  ];
  if (!isAnswered || !what || !where || !into) return undefined;
  return { ...where, package: plannedPackage(what), environment: plannedIn(into) };
}

/** Tells whether it may have been a row: all of them have a kind. */
function isRowLike(passed: unknown): boolean {
  try {
    return typeof passed === 'object' && passed !== null && 'kind' in passed;
  } catch {
    return false;
  }
}

function notKnown({ applicationName }: Target, { packageName, version }: PassedDeployment): string {
  return vscode.l10n.t('{0} has no package {1} with version {2}.', applicationName, packageName, version);
}
