import assert from 'node:assert/strict';
import { knownPackages } from '../../../src/core/knownPackages';
import type { DeployedPackage, UploadedPackage } from '../../../src/core/model';

describe('knownPackages', () => {
  it('puts what was uploaded from here first, newest first, and names each package once', () => {
    const known = knownPackages(
      [uploaded('orders.jar', '1', 1000), uploaded('orders.jar', '2', 2000), uploaded('orders.jar', '1', 500)],
      [deployed('orders.jar', '2', 'prod'), deployed('orders.jar', '0', 'prod'), deployed('orders.jar', '0', 'test')],
    );
    assert.deepEqual(
      known.map(({ version, runningIn, uploaded: mine }) => [version, runningIn.join('+'), mine?.uploadedAt]),
      [
        ['2', 'prod', 2000],
        ['1', '', 1000],
        ['0', 'prod+test', undefined],
      ],
    );
  });
});

function uploaded(packageName: string, version: string, uploadedAt: number): UploadedPackage {
  const target = { accountId: 'a', region: 'r', applicationId: 's', applicationName: 'orders' };
  return { target, packageName, version, bucket: 'b', key: `k/${version}`, bytes: 1, crc64: '0', uploadedAt };
}

function deployed(packageName: string, version: string, environmentName: string): DeployedPackage {
  return { environmentId: `en-${environmentName}`, environmentName, packageName, version };
}
