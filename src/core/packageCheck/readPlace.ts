import type { DeployMode, EnvironmentKind, Target } from '../model';
import type { AuthObserver } from '../ports/authObserver';
import type { CallOptions, Connections } from '../ports/tem';
import type { TemRollouts } from '../ports/temRollouts';
import type { PlaceReading } from './checkReport';

/** An application, and where it runs, as TEM lists them. */
export interface ListedPlace {
  readonly deployMode: DeployMode;
  readonly environments: readonly { readonly id: string; readonly name: string; readonly kind: EnvironmentKind }[];
}

/** The collaborators that read the place of a package. */
export interface ReadPlaceDeps {
  readonly tem: Pick<TemRollouts, 'describeWorkload'>;
  readonly connections: Connections;
  readonly auth: AuthObserver;
  /** Lists where an application runs. */
  readonly list: (target: Target, options: CallOptions) => Promise<ListedPlace>;
}

// Each is a request; an application that runs in more of them is told of by these.
const maxEnvironments = 20;

/** Reads what runs in the environments of an application, and by which Java. One that cannot be read is there without them. */
export async function readPlace(deps: ReadPlaceDeps, target: Target, options: CallOptions): Promise<PlaceReading> {
  const { accountId, region, applicationId } = target;
  const { deployMode, environments } = await deps.list(target, options);
  const connection = await deps.connections.connect(accountId);
  const read = async (environmentId: string) => {
    const request = { connection, region, applicationId, environmentId };
    const asked = deps.tem.describeWorkload(request, options);
    return deps.auth.observe(accountId, options.signal, asked).catch((error: unknown) => {
      if (options.signal.aborted) throw error;
      return undefined;
    });
  };
  return {
    deployMode,
    environments: await Promise.all(
      environments.slice(0, maxEnvironments).map(async ({ id, name, kind }) => {
        const { jdkVersion = '', version = '', packageName = '' } = (await read(id)) ?? {};
        return { environmentName: name, kind, jdkVersion, version, packageName };
      }),
    ),
  };
}
