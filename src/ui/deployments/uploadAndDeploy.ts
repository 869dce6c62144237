import * as vscode from 'vscode';
import type { PlannedEnvironment } from '../../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import type { Account, UploadOrder } from '../../core/model';
import { chooseTargets } from '../uploads/chooseTargets';
import { mayBeSent, type Origin } from '../uploads/leavesWorkspace';
import { findPassedTarget } from '../uploads/passedTarget';
import { accountInUse, orderOf, pathsOf, type UploadPackageDeps } from '../uploads/uploadPackage';
import type { GivenTarget } from '../uploads/chooseTargets';
import { passedFiles } from '../vscode/passedFiles';
import { pickPackageFiles, type Purpose } from '../vscode/pickPackageFiles';
import { showWarning } from '../vscode/showMessage';
import { confirmPlanOf, type ConfirmedPlan } from './confirmPlanOf';
import { plannedIn } from './deploy';
import type { DeployDeps } from './deployDeps';
import { makePlan } from './makePlan';
import { passedEnvironment } from './passedDeployment';
import { findEnvironment, pickEnvironment } from './pickEnvironment';
import { uploadThenBegin, type UploadThenBeginDeps } from './uploadThenBegin';

/** Dependencies of uploading a package and deploying it: those of either. */
export interface UploadAndDeployDeps extends DeployDeps, UploadThenBeginDeps {
  readonly uploading: UploadPackageDeps;
}

/**
 * Uploads one package, clicked in the explorer, passed as `passedFiles` says or chosen, and deploys it; the target may name the
 * environment too. The plan is confirmed before the upload.
 */
export function uploadAndDeployCommand(deps: UploadAndDeployDeps) {
  const { uploading } = deps;
  return async (clicked?: unknown, second?: unknown): Promise<void> => {
    const isButton = uploading.applications.find(clicked) !== undefined;
    const passed = isButton ? ({ kind: 'none' } as const) : await passedFiles(clicked, second);
    if (passed.kind === 'refused') return void showWarning(passed.why);
    const account = await accountInUse(uploading);
    if (!account) return;
    const given = passed.kind === 'none' ? undefined : await wanted(deps, passed.target, account);
    if (typeof given === 'string') return void showWarning(given);
    const files = passed.kind === 'files' ? passed.files : await pickPackageFiles(uploading, purpose());
    const origin = passed.kind === 'files' ? 'passed' : 'chosen';
    await uploadAndDeploy(deps, pathsOf(files), { origin, account, ...given });
  };
}

/** The account of an upload, and where it goes as far as that was passed. */
interface How {
  readonly origin: Origin;
  readonly account: Account;
  readonly given?: GivenTarget;
  readonly environmentId?: string;
  /** As a person has changed it; else that of the settings. */
  readonly strategy?: RolloutStrategy;
}

async function uploadAndDeploy(deps: UploadAndDeployDeps, paths: readonly string[], how: How): Promise<void> {
  const [path, ...others] = new Set(paths);
  if (path === undefined) return;
  if (others.length > 0)
    return void showWarning(vscode.l10n.t('One package is deployed at a time. Select one package.'));
  if (!(await mayBeSent(deps.uploading.realPath, [path], how.origin))) return;
  deps.uploading.prepare();
  const retry = (again: readonly string[]) => uploadAndDeploy(deps, again, how);
  const [chosen] = await chooseTargets({ ...deps.uploading, retry }, [path], how.account, how.given);
  if (!chosen) return;
  const order = await orderOf(chosen, how.account);
  const what = vscode.l10n.t('Could not deploy {0} to {1}', order.packageName, order.target.applicationName);
  await deps.withErrorReporting(what, async () => {
    const environment = await environmentOf(deps, order, how.environmentId);
    if (!environment) return;
    const confirmed = await confirmedBefore(deps, order, { environment, strategy: how.strategy });
    if (confirmed?.kind === 'plan') {
      // Whoever has agreed to the damage is not asked again in the middle of the upload.
      const asked: UploadOrder = confirmed.acceptsDamage ? { ...order, acceptsDamage: true } : order;
      await uploadThenBegin(deps, asked, confirmed.plan);
    }
    if (confirmed?.kind === 'instead') {
      const { path: meant, plan } = confirmed;
      const given = { target: order.target, deployMode: how.given?.deployMode ?? 'OTHER' } as const;
      const { id: environmentId } = plan.environment;
      const { strategy } = plan;
      await uploadAndDeploy(deps, [meant], { ...how, origin: 'chosen', given, environmentId, strategy });
    }
  });
}

async function environmentOf(
  deps: UploadAndDeployDeps,
  { target }: UploadOrder,
  id: string | undefined,
): Promise<PlannedEnvironment | undefined> {
  if (id === undefined) return (await pickEnvironment(deps, target)).environment;
  const found = await findEnvironment(deps, target, id);
  if (typeof found !== 'string') return found;
  void showWarning(found);
  return undefined;
}

/** The environment of a package, and the strategy: that of the settings without one. */
interface PlacedStrategy {
  readonly environment: PlannedEnvironment;
  readonly strategy: RolloutStrategy | undefined;
}

/** Makes the plan of a package that is not in TEM yet, and has it confirmed. */
async function confirmedBefore(
  deps: UploadAndDeployDeps,
  order: UploadOrder,
  { environment, strategy = deps.strategyOf(environment.kind) }: PlacedStrategy,
): Promise<ConfirmedPlan | undefined> {
  const { target, path, packageName, origin, who } = order;
  const { bytes } = await deps.uploading.packageFile.check(path);
  const plan = await makePlan(deps, {
    target,
    environment: plannedIn(environment),
    package: { packageName, version: '', bytes, ...(origin && { origin }), ...(who !== undefined && { who }) },
    strategy,
  });
  return plan && confirmPlanOf(deps, plan, { path });
}

/** Finds the target and the environment that were passed; else says in words what is wrong with them. */
async function wanted(
  deps: UploadAndDeployDeps,
  passed: unknown,
  account: Account,
): Promise<Pick<How, 'given' | 'environmentId' | 'account'> | string | undefined> {
  if (passed === undefined) return undefined;
  const place = passedEnvironment(passed);
  if (!place) return vscode.l10n.t('The ID of the environment is not valid.');
  const found = await findPassedTarget(deps.uploading, place.target, account);
  if (found.kind === 'refused') return found.why;
  const { environmentId } = place;
  return { account: found.account, given: found.given, ...(environmentId !== undefined && { environmentId }) };
}

function purpose(): Purpose {
  return {
    title: vscode.l10n.t('Upload and Deploy Package'),
    button: vscode.l10n.t('Upload and Deploy'),
    takes: 'one',
  };
}
