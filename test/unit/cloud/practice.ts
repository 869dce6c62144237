import type { Connection, UploadGrant } from '../../../src/core/model';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { TemClient } from '../../../src/cloud/tem/temClient';

/** A sandbox of one's own and a signed-in account on it. */
export interface Practice {
  readonly sandbox: Sandbox;
  readonly connection: Connection;
}

export const region = 'ap-guangzhou';
export const applicationId = 'service-gn54vdy6';

/** Starts a sandbox; `stop()` it in the end. */
export async function startPractice(...options: Parameters<typeof Sandbox.start>): Promise<Practice> {
  const sandbox = await Sandbox.start(...options);
  const { temUrl: tem, cosUrl: cos, credential } = sandbox;
  return { sandbox, connection: { site: 'sandbox', credential, endpoints: { tem, cos } } };
}

/** Leave to store `packageName`, from the sandbox's own CreateCosToken. */
export function grantFor(
  { connection }: Practice,
  packageName = 'orders-1.4.2.jar',
  version = '20261123120500',
): Promise<UploadGrant> {
  return new TemClient().createUploadGrant(
    { connection, region, applicationId, packageName, version },
    { signal: never() },
  );
}

/** A signal that never aborts. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
