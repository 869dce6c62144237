import assert from 'node:assert/strict';
import { join } from 'node:path';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { builtPackagesOnUse } from '../../src/adapters';
import type { EnvironmentNode } from '../../src/browse/nodes';
import { CosReader } from '../../src/cloud/cos/cosReader';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { Account, Connection, Target } from '../../src/core/model';
import { openDeployedPackage } from '../../src/core/openDeployedPackage';
import type { EnvironmentPlace } from '../../src/core/place';
import { packageReader } from '../../src/jar/packageReader';
import { Sandbox } from '../../src/sandbox/sandbox';
import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { documentOf, type TextSubject } from '../../src/ui/packages/readOnlyTexts';
import { missingSentence, whatWouldChange } from '../../src/ui/packages/whatWouldChange';
import { askedOf } from '../fixtures/askedOf';
import { bootJar } from '../fixtures/bootJar';
import { ordersApplication } from '../fixtures/ordersApplication';
import { acceptFirst, closeList } from './choosing';

const account: Account = { id: 'a1', name: 'Shop', site: 'sandbox' };
const target: Target = {
  accountId: 'a1',
  region: 'ap-guangzhou',
  applicationId: ordersApplication.id,
  applicationName: 'orders',
};

describe('what a deployment would change', () => {
  let sandbox: Sandbox;
  let module: string;
  let shown: { readonly title: string; readonly text: string }[];
  let failures: string[];

  before(async () => {
    sandbox = await Sandbox.start();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    module = join(folder.uri.fsPath, 'what-would-change');
    await mkdir(join(module, 'target'), { recursive: true });
    const about = { name: 'orders', version: '1.5.0', main: 'com/acme/Orders', bytes: 300_000, seed: 1 };
    await writeFile(join(module, 'target', 'orders-1.5.0.jar'), await bootJar(about));
  });
  after(async () => {
    await rm(module, { recursive: true });
    await sandbox.stop();
  });
  beforeEach(() => {
    shown = [];
    failures = [];
    sandbox.requests.clear();
    sandbox.conditions.faults = [];
  });
  afterEach(() => vscode.commands.executeCommand('notifications.clearAll'));

  const withErrorReporting: WithErrorReporting = async (what, job) => {
    const outcome = await outcomeOf(job);
    if (outcome.kind === 'failed') failures.push(`${what}: ${String(outcome.error)}`);
    return outcome;
  };
  const show = (node: EnvironmentNode) => {
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const connections = { connect: () => Promise.resolve(connection) };
    const open = { connections, tem: new TemClient(), packageStore: new CosReader(), records: { of: () => [] } };
    const deps = {
      builtPackages: builtPackagesOnUse(),
      reader: packageReader,
      openDeployed: (place: EnvironmentPlace, signal: AbortSignal) => openDeployedPackage(open, place, signal),
      lastTarget: (path: string) => (path.startsWith(module) ? target : undefined),
      texts: {
        show: ({ title }: TextSubject, lines: readonly string[]) =>
          Promise.resolve(void shown.push({ title, text: documentOf(lines) })),
      },
      withErrorReporting,
    };
    return whatWouldChange(deps, node);
  };
  const environment = (name: string, more: Partial<typeof ordersApplication> = {}): EnvironmentNode => {
    const application = { ...ordersApplication, ...more };
    const parent = { kind: 'application', account, region: 'ap-guangzhou', application } as const;
    const version = { environmentId: `en-gz7${name}1`, environmentName: `shop-${name}`, versionName: '', status: '' };
    const running = { ...version, deploying: false, currentInstances: 1, expectedInstances: 1 };
    return { kind: 'environment', parent, environment: { running, kind: 'test' } };
  };

  it('is shown as the comparison of what runs there with the package that last went to its application', async () => {
    await acceptFirst(show(environment('test')), 'one');
    assert.deepEqual(failures, []);
    assert.equal(shown[0]?.title, 'orders-1.4.1.jar 20261108093012 ↔ orders-1.5.0.jar');
    assert.match(
      shown[0]?.text ?? '',
      /^Before +orders-1\.4\.1\.jar, version 20261108093012, runs in shop-test .*\nAfter +\S*orders-1\.5\.0\.jar /,
    );
    assert.match(shown[0]?.text ?? '', /^Changed files: \d+$/m);
    assert.match(askedOf(sandbox), /^CreateCosToken 1, DescribeApplicationInfo 1, GetObject \d$/);
  });

  it('is asked of nobody where the list is closed, or images run', async () => {
    await closeList(show(environment('test')));
    await show(environment('test', { deployMode: 'IMAGE' }));
    assert.deepEqual([shown, failures, askedOf(sandbox)], [[], [], '']);
  });

  it('is said not to be known where COS has lost the package, or nothing runs there', async () => {
    const effect = { type: 'status', status: 404, code: 'NoSuchKey' } as const;
    sandbox.conditions.faults = [{ kind: 'GetObject', nth: 1, times: Infinity, effect }];
    await acceptFirst(show(environment('test')), 'one');
    await acceptFirst(show(environment('pre0')), 'one');
    assert.deepEqual([shown, failures], [[], []]);
    const deployed = { environmentId: 'e', environmentName: 'test', packageName: 'orders.jar', version: '1.4.2' };
    assert.equal(
      missingSentence({ kind: 'gone', deployed, requestId: 'r-1' }, 'shop-test'),
      'COS no longer has orders.jar, version 1.4.2, which shop-test runs. RequestId: r-1',
    );
    assert.match(missingSentence({ kind: 'nothing' }, 'shop-test'), /^shop-test runs no version/);
    assert.match(missingSentence({ kind: 'image' }, 'shop-test'), /^shop-test runs a container image/);
  });

  it('fails in words where TEM refuses', async () => {
    const effect = { type: 'status', status: 200, code: 'UnauthorizedOperation.CamNoAuth' } as const;
    sandbox.conditions.faults = [{ kind: 'DescribeApplicationInfo', nth: 1, times: Infinity, effect }];
    await acceptFirst(show(environment('test')), 'one');
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? '', /^Could not show what would change in shop-test: /);
    assert.deepEqual(shown, []);
  });
});
