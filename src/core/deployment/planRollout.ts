import { AppError } from '../errors';
import { failureConsequences } from '../failureConsequences';
import type { PackageOrigin, Target, UploadedPackage } from '../model';
import type { Clock } from '../clock';
import type { AuthObserver } from '../ports/authObserver';
import type { CallOptions, Connections } from '../ports/tem';
import type { TemRollouts } from '../ports/temRollouts';
import type { UploadRecords } from '../ports/uploadRecords';
import { planWarnings } from './planChecks';
import { wantedInstances } from './rolloutEvidence';
import type { PlannedEnvironment, PlannedPackage, RolloutPlan } from './rolloutPlan';
import type { Workload } from './rolloutReading';
import type { RolloutStrategy } from './rolloutStrategy';
import { fitStrategy } from './fitStrategy';

/** A package as COS has it now; `crc64` as unsigned decimal, absent where COS does not tell it. */
export interface MeasuredPackage {
  readonly key: string;
  readonly bytes: number;
  readonly crc64?: string;
  /** Epoch ms. */
  readonly storedAt?: number;
}

/** A package to deploy: its key where it is known, and an empty version before its upload. */
export type PackageToDeploy = Omit<PlannedPackage, 'key'> & { readonly key?: string };

/** Asks COS for a package; resolves with `undefined` where it has none. */
export type MeasurePackage = (
  target: Target,
  wanted: PackageToDeploy,
  options: CallOptions,
) => Promise<MeasuredPackage | undefined>;

/** The collaborators of a plan. */
export interface PlanDeps {
  readonly tem: Pick<TemRollouts, 'describeWorkload'>;
  readonly connections: Connections;
  readonly auth: AuthObserver;
  readonly uploadRecords: Pick<UploadRecords, 'of'>;
  readonly clock: Pick<Clock, 'now'>;
  /** Returns an id that was never given before. */
  readonly newId: () => string;
  /** Absent where COS cannot be asked. */
  readonly measure?: MeasurePackage;
}

/** A deployment that a person wants. */
export interface PlanRequest {
  readonly target: Target;
  readonly environment: PlannedEnvironment;
  readonly package: PackageToDeploy;
  readonly strategy: RolloutStrategy;
  readonly purpose?: RolloutPlan['purpose'];
  readonly who?: string;
}

/**
 * Plans a deployment over what runs in an environment: one request to TEM. Throws `AppError`: `notRunningHere`,
 * `imageApplication`, `stopped`, `packageGone` where COS has it no more, `packageUnknown` where nobody knows its key.
 */
export async function planRollout(deps: PlanDeps, request: PlanRequest, options: CallOptions): Promise<RolloutPlan> {
  const { target, environment } = request;
  const { accountId, region, applicationId } = target;
  const reading = async (): Promise<Workload | undefined> => {
    const connection = await deps.connections.connect(accountId);
    return deps.tem.describeWorkload({ connection, region, applicationId, environmentId: environment.id }, options);
  };
  return planOver(deps, request, {
    workload: await deps.auth.observe(accountId, options.signal, reading()),
    ...options,
  });
}

/** Plans as `planRollout` does over a workload that was read just now. */
export async function planOver(
  deps: PlanDeps,
  request: PlanRequest,
  { workload, signal }: CallOptions & { readonly workload: Workload | undefined },
): Promise<RolloutPlan> {
  if (!workload) throw new AppError('notRunningHere', 'TEM shows no version of it in the environment');
  if (workload.deployMode === 'IMAGE') throw new AppError('imageApplication', 'its deploy mode is IMAGE');
  if (workload.isStopped) throw new AppError('stopped', 'TEM shows it as stopped');
  const { target, environment, purpose = 'deploy' } = request;
  const uploads = deps.uploadRecords.of(target);
  const { stored, isUnverified } = await verify(deps, request, { uploads, signal });
  const instances = wantedInstances(workload) ?? 1;
  const running = uploads.find((one) => isSame(one, workload));
  const plan = {
    id: deps.newId(),
    purpose,
    target,
    environment,
    package: stored,
    replaces: { version: workload.version, packageName: workload.packageName },
    strategy: fitStrategy(request.strategy, instances),
    instances,
    jdkVersion: workload.jdkVersion,
    madeAt: deps.clock.now(),
  };
  const runningAt = running?.uploadedAt ?? (await storedAtOf(deps, plan, { signal }));
  return { ...plan, warnings: planWarnings(plan, { isUnverified, runningAt }) };
}

/** Asks COS for the age of the package that runs; absent where it cannot be known: then nothing is said of it. */
async function storedAtOf(
  { measure }: PlanDeps,
  { purpose, target, replaces, package: { storedAt } }: Omit<RolloutPlan, 'warnings'>,
  { signal }: CallOptions,
): Promise<number | undefined> {
  const { packageName, version } = replaces;
  if (!measure || !packageName || !version || purpose === 'undo' || storedAt === undefined) return undefined;
  const measured = measure(target, { packageName, version }, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    return undefined;
  });
  return (await measured)?.storedAt;
}

interface Verified {
  readonly stored: PlannedPackage;
  readonly isUnverified: boolean;
}

/** Gathers what is known of the package, from the person's choice, our record of its upload and COS. */
async function verify(
  deps: PlanDeps,
  { target, package: wanted, who }: PlanRequest,
  { uploads, signal }: CallOptions & { readonly uploads: readonly UploadedPackage[] },
): Promise<Verified> {
  const given = who && !wanted.who ? { ...wanted, who } : wanted;
  if (!wanted.version) return { stored: { ...given, key: '' }, isUnverified: false };
  const upload = uploads.find((one) => isSame(one, wanted) && (!wanted.key || one.key === wanted.key));
  const measured = await measureStored(deps, { target, wanted: { ...wanted, ...factsOf(upload) } }, { signal });
  // Another object than the recorded one: its origin says nothing about this one.
  const isOther =
    measured && upload && (measured.bytes !== upload.bytes || (measured.crc64 ?? upload.crc64) !== upload.crc64);
  const known = isOther ? {} : factsOf(upload);
  const key = measured?.key ?? wanted.key ?? known.key;
  if (!key) throw new AppError('packageUnknown', 'neither COS nor a record tells its key');
  return { stored: { ...given, ...known, ...measured, key }, isUnverified: measured === undefined };
}

/** Asks COS for a package; `undefined` where COS could not be asked. Throws `packageGone` where it has none. */
export async function measureStored(
  deps: Pick<PlanDeps, 'measure'>,
  { target, wanted }: { readonly target: Target; readonly wanted: PackageToDeploy },
  { signal }: CallOptions,
): Promise<MeasuredPackage | undefined> {
  if (!deps.measure) return undefined;
  try {
    const measured = await deps.measure(target, wanted, { signal });
    if (measured) return measured;
  } catch (error) {
    if (!isRefusedLook(error)) throw error;
    return undefined;
  }
  throw new AppError('packageGone', `COS has no ${wanted.packageName} of this version`);
}

/** Tells whether COS could not be asked, which says nothing about the package. */
function isRefusedLook(error: unknown): boolean {
  if (!(error instanceof AppError) || ['cancelled', 'notFound', 'packageGone'].includes(error.failure)) return false;
  const { again, refusal } = failureConsequences[error.failure] as { again: string; refusal?: string };
  return (
    refusal !== undefined ||
    again !== 'no' ||
    ['proxy', 'certificate', 'blockedOnTheWay', 'readRefused'].includes(error.failure)
  );
}

function isSame(
  one: UploadedPackage,
  { packageName, version }: { readonly packageName: string; readonly version: string },
): boolean {
  return one.version === version && (!packageName || one.packageName === packageName);
}

function factsOf(upload: UploadedPackage | undefined): Partial<PlannedPackage> & { readonly origin?: PackageOrigin } {
  if (!upload) return {};
  const { key, bytes, crc64, origin, who, uploadedAt } = upload;
  return { key, bytes, crc64, storedAt: uploadedAt, ...(origin && { origin }), ...(who && { who }) };
}
