import { AppError } from './errors';
import type { DeployedPackage } from './model';
import { openStoredPackage, type OpenStoredPackageDeps } from './openStoredPackage';
import type { EnvironmentPlace } from './place';
import type { ByteSource } from './ports/packageReader';
import type { Tem } from './ports/tem';
import type { UploadRecords } from './ports/uploadRecords';
import { raceAbort } from './raceAbort';

/** The collaborators that open what runs in an environment. */
export interface OpenDeployedPackageDeps extends OpenStoredPackageDeps {
  readonly tem: OpenStoredPackageDeps['tem'] & Pick<Tem, 'describeDeployed'>;
  readonly records: Pick<UploadRecords, 'of'>;
}

/** Content of an environment: its package, opened; one that COS no longer has; an image, or nothing at all. */
export type OpenedDeployed =
  | { readonly kind: 'package'; readonly deployed: DeployedPackage; readonly source: ByteSource }
  | { readonly kind: 'gone'; readonly deployed: DeployedPackage; readonly requestId?: string }
  | { readonly kind: 'image' }
  | { readonly kind: 'nothing' };

/** Asks TEM what runs in an environment, and opens it in COS to be read by ranges until `signal` aborts. Throws `AppError`. */
export async function openDeployedPackage(
  deps: OpenDeployedPackageDeps,
  place: EnvironmentPlace,
  signal: AbortSignal,
): Promise<OpenedDeployed> {
  const { accountId, region, applicationId, environmentId } = place;
  const connection = await raceAbort(signal, deps.connections.connect(accountId));
  const request = { connection, region, applicationId, environmentId };
  const deployed = await deps.tem.describeDeployed(request, { signal });
  if (!deployed) return { kind: 'nothing' };
  const { packageName, version } = deployed;
  if (!packageName) return { kind: 'image' };
  const uploaded = deps.records.of(place).find((one) => one.packageName === packageName && one.version === version);
  const address = { accountId, region, applicationId, packageName, version };
  try {
    const source = await openStoredPackage(deps, address, uploaded ? { uploaded } : {}, signal);
    return { kind: 'package', deployed, source };
  } catch (error) {
    if (!(error instanceof AppError) || error.failure !== 'notFound') throw error;
    return { kind: 'gone', deployed, ...(error.requestId !== undefined && { requestId: error.requestId }) };
  }
}
