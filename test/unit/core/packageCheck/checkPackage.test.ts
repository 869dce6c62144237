import assert from 'node:assert/strict';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { systemClock } from '../../../../src/core/clock';
import type { Connection, Target } from '../../../../src/core/model';
import { openStoredPackage } from '../../../../src/core/openStoredPackage';
import { checkPackage, type CheckPackageDeps, type CheckPlace } from '../../../../src/core/packageCheck/checkPackage';
import type { Finding } from '../../../../src/core/packageCheck/finding';
import { readPlace } from '../../../../src/core/packageCheck/readPlace';
import type { BuiltPackages } from '../../../../src/core/ports/builtPackages';
import { packageReader } from '../../../../src/jar/packageReader';
import { Sandbox } from '../../../../src/sandbox/sandbox';
import { askedOf } from '../../../fixtures/askedOf';
import { bootJar } from '../../../fixtures/bootJar';
import { memorySource } from '../../../fixtures/memorySource';
import { handmadeZip } from '../../jar/handmadeZip';
import { storeObject } from '../../../fixtures/storeObject';
import { practiceSeed } from '../../../../src/sandbox/practiceSeed';

const target: Target = {
  accountId: 'a1',
  region: 'ap-guangzhou',
  applicationId: 'service-gn54vdy6',
  applicationName: 'orders',
};
const place: CheckPlace = { kind: 'application', target };
const signal = new AbortController().signal;
const nothingBuilt: BuiltPackages = {
  look: () => Promise.resolve([]),
  findMeant: () => Promise.resolve(undefined),
  findNewerSource: () => Promise.resolve(undefined),
};
const about = { name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 100_000, seed: 1 };

describe('the check of a package', () => {
  let sandbox: Sandbox;
  let bytes: Buffer;
  before(async () => (bytes = await bootJar(about)));
  afterEach(() => sandbox.stop());

  /** A sandbox whose environments of orders have these Javas, in their order. */
  async function begin(...javas: readonly string[]): Promise<CheckPackageDeps> {
    const seed = practiceSeed();
    const orders = seed.accounts[0]?.regions
      .flatMap(({ applications }) => applications)
      .find(({ id }) => id === target.applicationId);
    orders?.deployments.forEach((one, n) => (one.jdkVersion = javas[n] ?? one.jdkVersion));
    sandbox = await Sandbox.start({ seed });
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const connections = { connect: () => Promise.resolve(connection) };
    const tem = new TemClient();
    const auth = { observe: <T>(_id: string, _signal: AbortSignal, work: Promise<T>) => work };
    const list = async (_target: Target, options: { readonly signal: AbortSignal }) => {
      const request = { connection, region: target.region, applicationId: target.applicationId };
      const found = await tem.describeApplication(request, options);
      const kinds = await tem.listEnvironments(request, options);
      return {
        deployMode: found?.deployMode ?? ('OTHER' as const),
        environments: (found?.versions ?? []).map(
          ({ environmentId: id, environmentName: name, versionName: version }) => ({
            id,
            name,
            version,
            kind: kinds.find((one) => one.id === id)?.kind ?? ('other' as const),
          }),
        ),
      };
    };
    return {
      reader: packageReader,
      builtPackages: nothingBuilt,
      clock: systemClock,
      readPlace: (...asked) => readPlace({ tem, connections, auth, list }, ...asked),
      packages: () => Promise.resolve([]),
      openStored: (address, known, options) =>
        openStoredPackage({ connections, tem, packageStore: new CosReader() }, address, known, options.signal),
    };
  }

  const check = (deps: CheckPackageDeps, more: Partial<Parameters<typeof checkPackage>[1]> = {}) =>
    checkPackage(
      deps,
      {
        packageName: 'orders-1.4.2.jar',
        source: memorySource(bytes),
        path: '/w/target/orders-1.4.2.jar',
        place,
        ...more,
      },
      { signal },
    );
  const kinds = (findings: readonly Finding[]) => findings.map(({ kind }) => kind);

  it('finds nothing where all is well, and says what that is based on', async () => {
    const { findings, looked } = await check(await begin('KONA:17', 'KONA:17'));
    assert.deepEqual(kinds(findings), []);
    assert.deepEqual(looked.unknown, []);
    assert.deepEqual(
      looked.environments?.map(({ environmentName, jdkVersion }) => [environmentName, jdkVersion]),
      [
        ['shop-test', 'KONA:17'],
        ['shop-prod', 'KONA:17'],
      ],
    );
    assert.equal(looked.packages, 0);
  });

  it('is an error where every environment has an older Java, a warning where some have, and nothing where nobody knows', async () => {
    const all = await check(await begin('KONA:11', 'OPEN:1.8'));
    assert.deepEqual(kinds(all.findings), ['newerJava']);
    await sandbox.stop();
    const some = await check(await begin('KONA:17', 'KONA:11'));
    assert.deepEqual(some.findings, [
      {
        kind: 'newerJavaInSome',
        need: some.facts?.java,
        environments: [{ environmentName: 'shop-prod', jdkVersion: 'KONA:11' }],
      },
    ]);
    await sandbox.stop();
    const unsaid = await check(await begin('KONA:11', ''));
    assert.deepEqual(kinds(unsaid.findings), ['newerJavaInSome']);
    await sandbox.stop();
    assert.deepEqual(kinds((await check(await begin('', 'mine'))).findings), []);
  });

  it('compares the checksums of all entries where all bytes are read, and only there', async () => {
    const deps = await begin();
    const spoilt = Buffer.from(bytes);
    // A byte in the first library.
    spoilt[spoilt.indexOf('BOOT-INF/lib/spring-core-6.1.13.jar') + 300]! ^= 1;
    const source = memorySource(spoilt);
    const whole = await check(deps, { source, isWhole: true });
    assert.deepEqual(kinds(whole.findings), ['damagedEntries']);
    assert.equal(whole.looked.verified, whole.facts?.files);
    const quick = await check(deps, { source });
    assert.deepEqual([kinds(quick.findings), quick.looked.verified], [[], undefined]);
  });

  it('says of what Java does not open just that, whether all of it is read or not', async () => {
    const deps = await begin();
    const android = handmadeZip(
      ['AndroidManifest.xml', 'classes.dex', 'A.class'].map((name) => ({ name, content: 'x' })),
    );
    for (const isWhole of [true, false]) {
      const none = await check(deps, { source: memorySource(android), isWhole });
      assert.deepEqual([none.findings, none.facts], [[{ kind: 'unreadable', isDamaged: false }], undefined]);
      const cut = await check(deps, { source: memorySource(bytes.subarray(0, bytes.length - 30)), isWhole });
      assert.deepEqual(cut.findings, [{ kind: 'unreadable', isDamaged: true }]);
    }
  });

  it('goes by the one environment of a plan, without a question', async () => {
    const deps = await begin();
    const environment = {
      environmentName: 'e',
      kind: 'test',
      jdkVersion: 'KONA:11',
      version: 'v',
      packageName: '',
    } as const;
    const { findings } = await check(deps, {
      place: { kind: 'environment', target, deployMode: 'WAR', environment },
    });
    assert.deepEqual(kinds(findings), ['otherDeployMode', 'newerJava']);
    assert.equal(askedOf(sandbox), '');
  });

  it('leads to the version that TEM has where size and directory are the same, and only there', async () => {
    const deps = await begin('KONA:17', 'KONA:17');
    const other = await bootJar({ ...about, seed: 2 });
    assert.equal(other.length, bytes.length);
    const packages = [
      ['1.0', other],
      ['1.1', bytes],
    ] as const;
    const known = packages.map(([version, content]) => {
      const { key } = storeObject(sandbox, version, 'orders.jar', content);
      const stored = { packageName: 'orders.jar', version, bucket: '', key, bytes: content.length, modifiedAt: 7 };
      return { packageName: 'orders.jar', version, runningIn: [], stored };
    });
    const found = await check({ ...deps, packages: () => Promise.resolve(known) });
    assert.deepEqual(found.findings, [
      { kind: 'alreadyStored', packageName: 'orders.jar', version: '1.1', storedAt: 7 },
    ]);
    const without = await check({ ...deps, packages: () => Promise.resolve(known.slice(0, 1)) });
    assert.deepEqual(kinds(without.findings), []);
  });

  it('waits three seconds at most for whom it asks, and says what it does not know', async () => {
    const deps = await begin();
    let ms = 0;
    const never = () => new Promise<never>(() => undefined);
    const { findings, looked } = await check({
      ...deps,
      clock: { sleep: (wait) => ((ms = wait), Promise.resolve()) },
      readPlace: never,
      packages: () => Promise.reject(new Error('made up')),
      builtPackages: { look: never, findMeant: never, findNewerSource: never },
    });
    assert.deepEqual([ms, kinds(findings)], [3000, []]);
    assert.deepEqual([...looked.unknown].sort(), ['build', 'environments', 'packages']);
  });

  it('names the package that is meant, and the source that is newer', async () => {
    const deps = await begin('KONA:17', 'KONA:17');
    const builtPackages: BuiltPackages = {
      look: ([path = '']) => Promise.resolve([{ path, bytes: 1, modifiedAt: 1, role: 'thin' }]),
      findMeant: () =>
        Promise.resolve({ path: '/w/target/orders-exec.jar', bytes: 1, modifiedAt: 1, role: 'application' }),
      findNewerSource: () => Promise.resolve({ path: '/w/src/A.java', changedAt: 2, builtAt: 1 }),
    };
    assert.deepEqual((await check({ ...deps, builtPackages })).findings, [
      { kind: 'notMeant', role: 'thin', meant: '/w/target/orders-exec.jar' },
      { kind: 'stale', path: '/w/src/A.java', changedAt: 2, builtAt: 1 },
    ]);
  });

  it('warns of a lower version than all that run, of the same artifact and by numbers', async () => {
    const deps = await begin();
    type Running = readonly [packageName: string, version: string];
    const of = async (packageName: string, ...packages: readonly Running[]) => {
      const environments = packages.map(([packageName, version], n) => {
        return { environmentName: `e${n}`, kind: 'test', jdkVersion: 'KONA:21', packageName, version } as const;
      });
      const readPlace = () => Promise.resolve({ deployMode: 'JAR', environments } as const);
      return (await check({ ...deps, readPlace }, { packageName })).findings;
    };
    const at = (...packages: readonly Running[]) => of('orders-1.4.2.jar', ...packages);
    assert.deepEqual(await at(['orders-1.5.0.jar', '20261108093012'], ['orders.jar', '1.10']), [
      { kind: 'lowerVersion', version: '1.4.2', runningVersion: '1.5.0', environmentName: 'e0' },
    ]);
    assert.deepEqual(await at(['orders-1.5.0.jar', 'v'], ['orders-1.4.1.jar', 'v']), []);
    assert.deepEqual(await at(['payments-2.0.3.jar', 'v']), []);
    assert.deepEqual(await at(['orders.jar', '20261108093012']), []);
    assert.deepEqual(await at(), []);
    // The names of both files tell, whatever a manifest says that nobody raises.
    assert.deepEqual(await of('orders-2.0.0.jar', ['orders-1.9.0.jar', 'v']), []);
  });

  it('does not say of all environments what 20 of them tell', async () => {
    const deps = await begin();
    const names = Array.from({ length: 120 }, (_, n) => `e${n}`);
    const environments = names.map((name, n) => {
      return { id: name, name, kind: n === 119 ? 'prod' : 'test', version: '20261108093012' } as const;
    });
    let asked = 0;
    const workload = { version: '9.0', packageName: 'orders.jar', jdkVersion: 'KONA:11' };
    const warnings: string[] = [];
    const hear = ({ message }: Error) => void warnings.push(message);
    process.on('warning', hear);
    const describeWorkload = (_request: unknown, options: { readonly signal: AbortSignal }) => {
      asked += 1;
      options.signal.addEventListener('abort', () => undefined);
      return Promise.resolve(workload);
    };
    const tem = { describeWorkload };
    const connections = { connect: () => Promise.resolve({}) };
    const auth = { observe: <T>(_id: string, _signal: AbortSignal, work: Promise<T>) => work };
    const list = () => Promise.resolve({ deployMode: 'JAR', environments } as const);
    const read = { tem, connections, auth, list } as unknown as Parameters<typeof readPlace>[0];
    const { findings, looked } = await check({ ...deps, readPlace: (...place) => readPlace(read, ...place) });
    // Node warns of a leak with the next turn.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', hear);
    assert.deepEqual([asked, warnings], [20, []]);
    assert.deepEqual(
      looked.environments?.map(({ environmentName }) => environmentName),
      names,
    );
    assert.deepEqual(kinds(findings), ['newerJavaInSome']);
  });

  it('ends at once when it is cancelled', async () => {
    const deps = await begin();
    const stop = new AbortController();
    const checking = checkPackage(
      { ...deps, readPlace: () => new Promise(() => undefined) },
      { packageName: 'a.jar', source: memorySource(bytes), place },
      { signal: stop.signal },
    );
    stop.abort();
    await assert.rejects(checking, { failure: 'cancelled' });
  });
});
