import type { DeployedPackage, Environment, EnvironmentKind, RunningVersion } from '../core/model';
import { naturalOrder } from '../core/naturalOrder';

/** An environment that runs an application, as its node shows it. */
export interface RunningEnvironment {
  readonly running: RunningVersion;
  readonly kind: EnvironmentKind;
  /** Epoch ms; absent where the service does not say. */
  readonly deployedAt?: number;
}

/** The state of an environment; `other` is any state that TEM reports and that is not known here. */
export type RunningState = 'changing' | 'healthy' | 'degraded' | 'stopped' | 'other';

const order: readonly EnvironmentKind[] = ['test', 'pre', 'prod', 'other'];

/** Joins running versions with their environments and deployments, ordered by kind (test, pre, prod, other) and name. */
export function runningEnvironments(
  versions: readonly RunningVersion[],
  environments: readonly Environment[],
  deployed: readonly DeployedPackage[],
): readonly RunningEnvironment[] {
  return versions
    .map((running): RunningEnvironment => {
      const environment = environments.find(({ id }) => id === running.environmentId);
      const deployedAt = deployed.find(({ environmentId }) => environmentId === running.environmentId)?.deployedAt;
      const environmentName = environment?.name ?? running.environmentName;
      return {
        running: { ...running, environmentName },
        kind: environment?.kind ?? 'other',
        ...(deployedAt !== undefined && { deployedAt }),
      };
    })
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || naturalOrder.compare(nameOf(a), nameOf(b)));
}

/** Reads the state from TEM's status and its numbers of instances. */
export function runningState(version: RunningVersion): RunningState {
  if (isChanging(version)) return 'changing';
  const { status, currentInstances, expectedInstances } = version;
  if (expectedInstances === 0 || /^stopped$/i.test(status)) return 'stopped';
  if (currentInstances < expectedInstances) return 'degraded';
  return /^(running|)$/i.test(status) ? 'healthy' : 'other';
}

/** Tells whether the version is on its way to another state: `Deploying`, `Restarting`, `Stopping` … */
export function isChanging({ deploying, status }: Pick<RunningVersion, 'deploying' | 'status'>): boolean {
  return deploying || (/ing$/i.test(status) && !/^running$/i.test(status));
}

function nameOf({ running }: RunningEnvironment): string {
  return running.environmentName;
}
