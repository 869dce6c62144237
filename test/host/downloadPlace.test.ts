import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError, type Failure } from '../../src/core/errors';
import type { DownloadTarget } from '../../src/core/ports/downloader';
import type { PackageNode } from '../../src/browse/nodes';
import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { downloadPackageCommand } from '../../src/ui/packages/downloadPackage';
import { failureWords } from '../../src/ui/messages/failureWords';
import { ordersApplication } from '../fixtures/ordersApplication';

const node: PackageNode = {
  kind: 'package',
  parent: {
    kind: 'application',
    account: { id: 'a1', name: 'Shop', site: 'sandbox' },
    region: 'ap-guangzhou',
    application: ordersApplication,
  },
  known: { packageName: 'orders.jar', version: '1', runningIn: [] },
};

describe('the place of a download', () => {
  /** Downloads that fail one after another as `failures` say, each tried again; gives the places that were asked for and used. */
  async function downloads(...failures: readonly Failure[]) {
    const left = [...failures];
    const used: DownloadTarget[] = [];
    const proposed: string[] = [];
    let asked = 0;
    let looks = 0;
    const withErrorReporting: WithErrorReporting = async (_what, job) => {
      for (;;) {
        const outcome = await outcomeOf(job);
        if (outcome.kind !== 'failed') return outcome;
        assert.ok(outcome.error instanceof AppError);
      }
    };
    await downloadPackageCommand({
      askPlace: ({ lastFolder, refused }) => {
        proposed.push(refused?.path ?? lastFolder?.path ?? '');
        return Promise.resolve(vscode.Uri.file(`/w/${++asked}.jar`));
      },
      look: (path) => Promise.resolve({ path, replaces: String(++looks) }),
      download: (_address, place) => {
        used.push(place);
        const failure = left.shift();
        if (failure) return Promise.reject(new AppError(failure, 'made up'));
        return Promise.resolve({ bytes: 1, isVerified: true });
      },
      askFolder: () => Promise.resolve(undefined),
      withErrorReporting,
    })([node]);
    await vscode.commands.executeCommand('notifications.clearAll');
    return { places: used.map(({ path, replaces }) => `${path} ${replaces}`), proposed };
  }

  it('is asked for anew where the old one will not do, which trying again would not change', async () => {
    for (const failure of ['placeChanged', 'placeTaken', 'unwritable'] as const)
      assert.deepEqual((await downloads(failure)).places, ['/w/1.jar 1', '/w/2.jar 2'], failure);
  });

  it('is proposed as it was named before, however often it is refused', async () => {
    const { proposed } = await downloads('unwritable', 'placeTaken', 'offline');
    assert.deepEqual(proposed, ['', '/w/1.jar', '/w/2.jar']);
  });

  it('has a button that says so; other failures are tried again', () => {
    const buttons = (['placeChanged', 'placeTaken', 'unwritable', 'offline'] as const).map(
      (failure) => failureWords(new AppError(failure, 'made up')).again,
    );
    const another = 'Choose Another Location…';
    assert.deepEqual(buttons, [another, another, another, undefined]);
  });

  it('stays the one that a person agreed to otherwise', async () => {
    assert.deepEqual((await downloads('offline', 'timedOut')).places, ['/w/1.jar 1', '/w/1.jar 1', '/w/1.jar 1']);
  });
});

describe('several downloads', () => {
  const nodeOf = (packageName: string, version: string): PackageNode => ({
    ...node,
    known: { packageName, version, runningIn: [] },
  });

  /** Downloads into `/w`, of which `failures` go wrong by the name of the file; gives what was brought and told. */
  async function downloads(nodes: readonly PackageNode[], failures: Readonly<Record<string, Failure>> = {}) {
    const left = new Map(Object.entries(failures));
    const brought: string[] = [];
    const told: string[] = [];
    let asked = 0;
    await downloadPackageCommand({
      askPlace: () => Promise.reject(new Error('a file is asked for')),
      askFolder: () => Promise.resolve(++asked === 1 ? vscode.Uri.file('/w') : undefined),
      look: (path) => Promise.resolve({ path }),
      download: ({ version }, { path }) => {
        const failure = left.get(path);
        left.delete(path);
        if (failure) return Promise.reject(new AppError(failure, path));
        brought.push(`${path} ${version}`);
        return Promise.resolve({ bytes: 1, isVerified: true });
      },
      withErrorReporting: async (what, job) => {
        for (;;) {
          const outcome = await outcomeOf(job);
          if (outcome.kind !== 'failed') return outcome;
          told.push(what);
        }
      },
    })(nodes);
    await vscode.commands.executeCommand('notifications.clearAll');
    return { brought, told, asked };
  }

  it('go into one folder that is asked for once, with the version in names that would be the same', async () => {
    const nodes = [nodeOf('orders.jar', '1'), nodeOf('portal.war', '1'), nodeOf('ORDERS.jar', '2')];
    const { brought, told, asked } = await downloads(nodes);
    assert.deepEqual(brought, ['/w/orders-1.jar 1', '/w/portal.war 1', '/w/ORDERS-2.jar 2']);
    assert.deepEqual([told, asked], [[], 1]);
  });

  it('do not wait for one that fails, which is told by itself and can be tried again', async () => {
    const nodes = [nodeOf('a.jar', '1'), nodeOf('b.jar', '1')];
    const { brought, told } = await downloads(nodes, { '/w/a.jar': 'offline' });
    assert.deepEqual(told, ['Could not download a.jar']);
    assert.deepEqual([...brought].sort(), ['/w/a.jar 1', '/w/b.jar 1']);
  });

  it('all end when one is cancelled, which is no failure', async () => {
    const nodes = [nodeOf('a.jar', '1'), nodeOf('b.jar', '1'), nodeOf('c.jar', '1')];
    const { brought, told } = await downloads(nodes, { '/w/b.jar': 'cancelled' });
    assert.deepEqual([brought, told], [['/w/a.jar 1'], []]);
  });
});
