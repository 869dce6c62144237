import type { DeployMode, EnvironmentKind, Target } from '../model';
import type { AuthObserver } from '../ports/authObserver';
import type { CallOptions, Connections } from '../ports/tem';
import type { TemRollouts } from '../ports/temRollouts';
import type { PlaceReading } from './checkReport';

/** An environment as TEM lists it, and the version that it runs. */
export interface ListedEnvironment {
  readonly id: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly version: string;
}

/** An application, and where it runs, as TEM lists them. */
export interface ListedPlace {
  readonly deployMode: DeployMode;
  readonly environments: readonly ListedEnvironment[];
}

/** The collaborators that read the place of a package. */
export interface ReadPlaceDeps {
  readonly tem: Pick<TemRollouts, 'describeWorkload'>;
  readonly connections: Connections;
  readonly auth: AuthObserver;
  /** Lists where an application runs. */
  readonly list: (target: Target, options: CallOptions) => Promise<ListedPlace>;
}

// Each is a request.
const maxEnvironments = 20;

/**
 * Reads what runs in the environments of an application, and by which Java. One that cannot be read, and each beyond the first
 * 20, is there without the Java and the package: what is said of all of them must not be told by some.
 */
export async function readPlace(deps: ReadPlaceDeps, target: Target, options: CallOptions): Promise<PlaceReading> {
  const { accountId, region, applicationId } = target;
  const { deployMode, environments } = await deps.list(target, options);
  const connection = await deps.connections.connect(accountId);
  const read = async (environmentId: string) => {
    const request = { connection, region, applicationId, environmentId };
    // Many requests that listen to one signal would be taken for a leak by Node.
    const asked = deps.tem.describeWorkload(request, { signal: AbortSignal.any([options.signal]) });
    return deps.auth.observe(accountId, options.signal, asked).catch((error: unknown) => {
      if (options.signal.aborted) throw error;
      return undefined;
    });
  };
  return {
    deployMode,
    environments: await Promise.all(
      environments.map(async ({ id, name, kind, version: listed }, n) => {
        const workload = n < maxEnvironments ? await read(id) : undefined;
        const { jdkVersion = '', version = listed, packageName = '' } = workload ?? {};
        return { environmentName: name, kind, jdkVersion, version, packageName };
      }),
    ),
  };
}
