import type { DeployedPackage, Environment, EnvironmentKind, PackageOrigin, RunningVersion } from '../core/model';
import { naturalOrder } from '../core/naturalOrder';

/** An environment that runs an application, as its node shows it. */
export interface RunningEnvironment {
  readonly running: RunningVersion;
  readonly kind: EnvironmentKind;
  /** Epoch ms; absent where the service does not say. */
  readonly deployedAt?: number;
  /** The file name of the package that runs; absent where the service does not say, and for an image. */
  readonly packageName?: string;
  /** The names of those who deployed and uploaded it, and its commit, as far as records of this machine tell. */
  readonly deployedBy?: string;
  readonly uploadedBy?: string;
  readonly origin?: PackageOrigin;
}

/** The package that an environment runs, with what records tell of it. */
export type RunningPackage = DeployedPackage & Pick<RunningEnvironment, 'deployedBy' | 'uploadedBy' | 'origin'>;

/** The state of an environment; `other` is any state that TEM reports and that is not known here. */
export type RunningState = 'changing' | 'healthy' | 'degraded' | 'stopped' | 'other';

const order: readonly EnvironmentKind[] = ['test', 'pre', 'prod', 'other'];

/** Joins running versions with their environments and deployments, ordered by kind (test, pre, prod, other) and name. */
export function runningEnvironments(
  versions: readonly RunningVersion[],
  environments: readonly Environment[],
  deployed: readonly RunningPackage[],
): readonly RunningEnvironment[] {
  return versions
    .map((running): RunningEnvironment => {
      const environment = environments.find(({ id }) => id === running.environmentId);
      const found = deployed.find(({ environmentId }) => environmentId === running.environmentId);
      const environmentName = environment?.name ?? running.environmentName;
      return {
        running: { ...running, environmentName },
        kind: environment?.kind ?? 'other',
        ...(found && packageFacts(found, running)),
      };
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || naturalOrder.compare(nameOf(a), nameOf(b)));
}

/** Reads the state from TEM's status and its numbers of instances. */
export function runningState(version: RunningVersion): RunningState {
  if (isChanging(version)) return 'changing';
  const { status, currentInstances, expectedInstances } = version;
  if (expectedInstances === 0 || /^stopped$/i.test(status)) return 'stopped';
  if (currentInstances < expectedInstances || /^abnormal$/i.test(status)) return 'degraded';
  return /^(running|normal|)$/i.test(status) ? 'healthy' : 'other';
}

/** Tells whether the version is on its way to another state: `Deploying`, `Restarting`, `Stopping` … */
export function isChanging({ deploying, status }: Pick<RunningVersion, 'deploying' | 'status'>): boolean {
  return deploying || (/ing$/i.test(status) && !/^running$/i.test(status));
}

/** Tells whether the version is being replaced by another one, and not only stopped or restarted. */
export function isDeploying({ deploying, status }: Pick<RunningVersion, 'deploying' | 'status'>): boolean {
  return deploying || /deploying$/i.test(status);
}

function packageFacts(found: RunningPackage, { versionName }: RunningVersion): Partial<RunningEnvironment> {
  const { deployedAt, packageName, version, deployedBy, uploadedBy, origin } = found;
  const time = deployedAt === undefined ? {} : { deployedAt };
  // Both were read at times of their own: what another version came from says nothing of this one.
  if (!packageName || version !== versionName) return time;
  const who = { ...(deployedBy && { deployedBy }), ...(uploadedBy && { uploadedBy }) };
  return { ...time, packageName, ...who, ...(origin && { origin }) };
}

function nameOf({ running }: RunningEnvironment): string {
  return running.environmentName;
}
