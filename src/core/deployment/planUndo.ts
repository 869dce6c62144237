import { AppError } from '../errors';
import type { CallOptions } from '../ports/tem';
import type { RolloutRecords } from '../ports/rolloutRecords';
import type { TemRollouts } from '../ports/temRollouts';
import { placeOfPlan } from './newRollout';
import { planOver, type PackageToDeploy, type PlanDeps } from './planRollout';
import type { Rollout } from './rollout';
import type { WatchedPlace } from './rolloutBoard';
import type { ReplacedVersion } from './rolloutPlan';
import type { RolloutStrategy } from './rolloutStrategy';
import { isSamePlace } from './trackedRollout';

/** The collaborators of a plan to go back. */
export interface UndoDeps extends Omit<PlanDeps, 'tem'> {
  readonly tem: Pick<TemRollouts, 'describeWorkload' | 'describeRollout'>;
  readonly records: Pick<RolloutRecords, 'all'>;
}

/** A rollout to take back, or a place where the version before is to run again. */
export type UndoRequest = WatchedPlace & {
  /** The version whose predecessor is wanted; that which runs where it is absent. */
  readonly version?: string;
  readonly plan?: Rollout['plan'];
  readonly strategy?: RolloutStrategy;
};

const plainStrategy: RolloutStrategy = {
  kind: 'automatic',
  batches: 1,
  pauseSeconds: 0,
  trialInstances: 1,
  minAvailable: -1,
};

/**
 * Plans to deploy the version before, which our note of the rollout tells, else TEM. Throws `AppError` as `planRollout` does,
 * and `nothingToUndo` where nobody knows the version before or its package.
 */
export async function planUndo(deps: UndoDeps, undo: UndoRequest, { signal }: CallOptions) {
  const { accountId, region, applicationId, environmentId } = undo.place;
  const ask = async <T>(work: (request: Parameters<TemRollouts['describeWorkload']>[0]) => Promise<T>): Promise<T> => {
    const connection = await deps.connections.connect(accountId);
    return work({ connection, region, applicationId, environmentId });
  };
  const asked = <T>(work: Parameters<typeof ask<T>>[0]) => deps.auth.observe(accountId, signal, ask(work));
  const workload = await asked((request) => deps.tem.describeWorkload(request, { signal }));
  const version = undo.version ?? workload?.version ?? '';
  const records = await deps.records.all().catch(() => []);
  const here = records.filter(({ plan }) => isSamePlace(placeOfPlan(plan), undo.place));
  const found = here.find(({ plan, end }) => plan.package.version === version && end?.kind !== 'notBegun');
  const detail = undo.plan ? undefined : await asked((request) => deps.tem.describeRollout(request, { signal }));
  const told = detail?.newVersion === version && detail.oldVersion ? detail : undefined;
  // Somebody else may have deployed the same version again, over another one.
  const isOld = told?.startWord && found?.startWord && told.startWord !== found.startWord;
  const noted = undo.plan ?? (isOld ? undefined : found?.plan);
  const before: ReplacedVersion | undefined =
    noted?.replaces ?? (told && { version: told.oldVersion, packageName: '' });
  const target = { accountId, region, applicationId, applicationName: undo.applicationName };
  const stored =
    before && packageBefore(before, [...deps.uploadRecords.of(target), ...here.map(({ plan }) => plan.package)]);
  if (!stored || stored.version === version)
    throw new AppError('nothingToUndo', 'no note and no answer of TEM tells it');
  const environment = { id: environmentId, name: undo.environmentName, kind: undo.environmentKind };
  const strategy = undo.strategy ?? noted?.strategy ?? plainStrategy;
  const request = { target, environment, package: stored, strategy, purpose: 'undo' } as const;
  return planOver(deps, request, { workload, signal });
}

/** Completes the version before by what is known of its package; `undefined` where even its name is not known. */
function packageBefore(before: ReplacedVersion, known: readonly PackageToDeploy[]): PackageToDeploy | undefined {
  const isIt = (one: PackageToDeploy) =>
    one.version === before.version && (!before.packageName || one.packageName === before.packageName);
  const found = known.find(isIt);
  const packageName = before.packageName || found?.packageName;
  if (!before.version || !packageName) return undefined;
  return { packageName, version: before.version, ...(found?.key && { key: found.key }) };
}
