import assert from 'node:assert/strict';
import { knownPackages, storedAt, type PackageSources } from '../../../src/core/knownPackages';
import type { DeployedPackage, StoredPackage, UploadedPackage } from '../../../src/core/model';

describe('knownPackages', () => {
  const rows = (sources: Partial<PackageSources>) =>
    knownPackages({ stored: [], deployed: [], uploaded: [], ...sources }).map((known) =>
      [
        known.version,
        ...(known.stored ? ['store'] : []),
        ...known.runningIn,
        ...(known.uploaded ? [`here@${known.uploaded.uploadedAt}`] : []),
      ].join(' '),
    );

  it('names each package once, with all that is known of it, newest first by when it was stored', () => {
    assert.deepEqual(
      rows({
        stored: [stored('1', 1000), stored('2', 2000), stored('3', 1500)],
        uploaded: [uploaded('2', 1990), uploaded('4', 1800)],
        deployed: [deployed('1', 'prod'), deployed('1', 'test'), deployed('0', 'pre')],
      }),
      ['2 store here@1990', '4 here@1800', '3 store', '1 store prod test', '0 pre'],
    );
  });

  it('takes the latest of several uploads, and those that only run by their versions', () => {
    assert.deepEqual(
      rows({
        uploaded: [uploaded('1', 1000), uploaded('1', 500)],
        deployed: [deployed('9', 'test'), deployed('10', 'prod')],
      }),
      ['1 here@1000', '10 prod', '9 test'],
    );
  });

  it('does not take what was uploaded from here for what somebody else has put in its place', () => {
    assert.deepEqual(rows({ stored: [{ ...stored('1', 2000), bytes: 7 }], uploaded: [uploaded('1', 1000)] }), [
      '1 store',
    ]);
  });

  it('takes one that only runs for as old as its first deployment', () => {
    const at = (version: string, name: string, deployedAt: number) => ({ ...deployed(version, name), deployedAt });
    const sources = { stored: [stored('2', 2000)], deployed: [at('1', 'pre', 3000), at('1', 'test', 1500)] };
    assert.deepEqual(rows(sources), ['2 store', '1 pre test']);
    assert.deepEqual(knownPackages({ uploaded: [], ...sources }).map(storedAt), [2000, 1500]);
    assert.deepEqual(rows({ ...sources, deployed: [at('1', 'pre', 3000)] }), ['1 pre', '2 store']);
  });

  it('has no row for an environment that runs an image', () => {
    assert.deepEqual(rows({ deployed: [{ ...deployed('1.19.2', 'prod'), packageName: '' }] }), []);
  });
});

const place = (version: string) => ({ packageName: 'orders.jar', version, bucket: 'b', key: `k/${version}` });

function stored(version: string, modifiedAt: number): StoredPackage {
  return { ...place(version), bytes: 1, modifiedAt };
}

function uploaded(version: string, uploadedAt: number): UploadedPackage {
  const target = { accountId: 'a', region: 'r', applicationId: 's', applicationName: 'orders' };
  return { target, ...place(version), bytes: 1, crc64: '0', uploadedAt };
}

function deployed(version: string, environmentName: string): DeployedPackage {
  return { environmentId: `en-${environmentName}`, environmentName, packageName: 'orders.jar', version };
}
