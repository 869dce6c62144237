import * as vscode from 'vscode';
import type { PackageToDeploy } from '../../core/deployment/planRollout';
import type { KnownPackage } from '../../core/knownPackages';
import { storedAt } from '../../core/knownPackages';
import type { DeployMode, Target } from '../../core/model';
import type { PlannedEnvironment } from '../../core/deployment/rolloutPlan';
import { carryOut } from './carryOut';
import { accountById, type DeployDeps } from './deployDeps';
import { makePlan } from './makePlan';
import { offerConsole } from './offerConsole';
import { pickEnvironment } from './pickEnvironment';

/** A package in TEM that is to be deployed; a person is asked for the environment without one. */
export interface DeployOrder {
  readonly target: Target;
  readonly deployMode: DeployMode;
  readonly package: PackageToDeploy;
  readonly environment?: PlannedEnvironment;
}

/** Plans a deployment, has it confirmed, and begins it; a person is told of whatever fails. */
export async function deploy(deps: DeployDeps, order: DeployOrder): Promise<void> {
  const { target, deployMode } = order;
  if (deployMode === 'IMAGE') return refuseImage(deps, target);
  const what = vscode.l10n.t('Could not deploy {0} to {1}', order.package.packageName, target.applicationName);
  await deps.withErrorReporting(what, async () => {
    const environment = order.environment ?? (await pickEnvironment(deps, target)).environment;
    if (!environment) return;
    const strategy = deps.strategyOf(environment.kind);
    const plan = await makePlan(deps, {
      target,
      environment: plannedIn(environment),
      package: order.package,
      strategy,
    });
    if (plan) await carryOut(deps, plan);
  });
}

/** Says that an application runs images, and leads to the console. */
export async function refuseImage(deps: Pick<DeployDeps, 'accounts'>, target: Target): Promise<void> {
  const said = vscode.l10n.t(
    '{0} runs container images, not packages. Deploy it in the console.',
    target.applicationName,
  );
  void offerConsole(said, (await accountById(deps, target.accountId))?.site, '/application');
}

/** Gives what is known of a package, for a plan. */
export function plannedPackage(known: KnownPackage): PackageToDeploy {
  const { packageName, version, stored, uploaded } = known;
  const key = stored?.key ?? uploaded?.key;
  const bytes = stored?.bytes ?? uploaded?.bytes;
  const at = storedAt(known);
  return {
    packageName,
    version,
    ...(key !== undefined && { key }),
    ...(bytes !== undefined && { bytes }),
    ...(at > 0 && { storedAt: at }),
    ...(uploaded && { crc64: uploaded.crc64 }),
    ...(uploaded?.origin && { origin: uploaded.origin }),
    ...(uploaded?.who !== undefined && { who: uploaded.who }),
  };
}

/** Leaves out of an environment what no plan has. */
export function plannedIn({ id, name, kind }: PlannedEnvironment): PlannedEnvironment {
  return { id, name, kind };
}
