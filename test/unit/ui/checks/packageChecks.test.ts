import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Catalog } from '../../../../src/browse/catalog';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { listPackages } from '../../../../src/cloud/cos/listPackages';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { systemClock } from '../../../../src/core/clock';
import type { Target } from '../../../../src/core/model';
import { openStoredPackage } from '../../../../src/core/openStoredPackage';
import { packageReader } from '../../../../src/jar/packageReader';
import type { Sandbox } from '../../../../src/sandbox/sandbox';
import { packageChecks, type PackageChecks } from '../../../../src/ui/checks/packageChecks';
import { askedOf } from '../../../fixtures/askedOf';
import { bootJar } from '../../../fixtures/bootJar';
import { startPractice } from '../../cloud/practice';

const target: Target = {
  accountId: 'a1',
  region: 'ap-guangzhou',
  applicationId: 'service-gn54vdy6',
  applicationName: 'orders',
};

const { signal } = new AbortController();

describe('the checks of a window', () => {
  let sandbox: Sandbox;
  let checks: PackageChecks;
  let folder: string;
  const file = (n: number) => path.join(folder, `orders-${n}.jar`);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'checks-'));
    for (let n = 0; n < 10; n++) {
      const about = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 30_000 + n, seed: n };
      await writeFile(file(n), await bootJar(about));
    }
  });
  after(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    const practice = await startPractice();
    sandbox = practice.sandbox;
    const accounts = { connect: () => Promise.resolve(practice.connection) };
    const auth = { of: () => undefined, observe: <T>(_id: string, _signal: AbortSignal, work: Promise<T>) => work };
    const tem = new TemClient();
    const catalog = new Catalog({ accounts, auth, tem, store: { listPackages }, records: { of: () => [] } });
    const deps = { tem, connections: accounts, auth, catalog, clock: systemClock, reader: packageReader };
    const nothing = () => Promise.resolve(undefined);
    checks = packageChecks({
      ...deps,
      builtPackages: { look: () => Promise.resolve([]), findMeant: nothing, findNewerSource: nothing },
      openStored: (address, known, options) =>
        openStoredPackage({ ...deps, packageStore: new CosReader() }, address, known, options.signal),
    });
  });
  afterEach(() => sandbox.stop());

  const check = (n: number, place = target) => checks.file(file(n), { kind: 'application', target: place }, { signal });

  it('ask for each environment once, also for ten files to one application, and for nothing else of it', async () => {
    const once =
      'CreateCosToken 1, DescribeApplicationInfo 2, DescribeApplications 1, DescribeEnvironments 1, GetBucket 1';
    const { looked } = await check(0);
    assert.deepEqual([looked.unknown, looked.environments?.length], [[], 2]);
    assert.equal(askedOf(sandbox), once);
    const warnings: string[] = [];
    const hear = ({ message }: Error) => void warnings.push(message);
    process.on('warning', hear);
    await Promise.all(Array.from({ length: 10 }, (_, n) => check(n)));
    process.off('warning', hear);
    assert.deepEqual(warnings, []);
    // The state of an environment alone is read anew.
    assert.equal(askedOf(sandbox), 'DescribeApplicationInfo 2');
  });

  it('say of an application that TEM does not list that it is not known where it runs', async () => {
    const unlisted = { ...target, applicationId: 'app-unlisted1' };
    const { looked, findings } = await check(0, unlisted);
    assert.deepEqual([[...looked.unknown].sort(), findings], [['environments', 'packages'], []]);
  });
});
