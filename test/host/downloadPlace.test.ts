import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError, type Failure } from '../../src/core/errors';
import type { Place } from '../../src/core/ports/downloader';
import type { PackageNode } from '../../src/browse/nodes';
import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { downloadPackageCommand } from '../../src/ui/packages/downloadPackage';
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
    const used: Place[] = [];
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
      askPlace: () => Promise.resolve(vscode.Uri.file(`/w/${++asked}.jar`)),
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
    return used.map(({ path, replaces }) => `${path} ${replaces}`);
  }

  it('is asked for anew where the old one will not do, which trying again would not change', async () => {
    for (const failure of ['placeChanged', 'placeTaken', 'unwritable'] as const)
      assert.deepEqual(await downloads(failure), ['/w/1.jar 1', '/w/2.jar 2'], failure);
  });

  it('stays the one that a person agreed to otherwise', async () => {
    assert.deepEqual(await downloads('offline', 'timedOut'), ['/w/1.jar 1', '/w/1.jar 1', '/w/1.jar 1']);
  });
});
