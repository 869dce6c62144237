import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ListedRegion } from '../../src/browse/knownApplications';
import type { Account, Application, Target } from '../../src/core/model';
import { pickTarget, type TargetAnswer } from '../../src/ui/uploads/pickTarget';
import { oldAfterMs } from '../../src/ui/uploads/targetList';
import { ordersApplication } from '../fixtures/ordersApplication';
import { closeList } from './choosing';

const { executeCommand } = vscode.commands;
const account: Account = { id: 'a1', name: 'Shop', site: 'sandbox' };
const region = 'ap-guangzhou';
const named = (name: string): Application => ({ ...ordersApplication, id: `service-${name}`, name, versions: [] });
const gone: Target = { accountId: 'a1', region, applicationId: 'service-gone', applicationName: 'gone' };
const old: ListedRegion = { applications: [named('a'), named('gone'), named('z')], at: 0 };

describe('the picker of applications, once the one that Enter is for is gone', () => {
  /** Opens the picker, goes down `steps` rows, lets TEM answer that the application is gone, and presses Enter. */
  async function enterAfterAnswer(lasts: readonly (Target | undefined)[], steps: number): Promise<TargetAnswer> {
    let answer: (applications: readonly Application[]) => void = () => undefined;
    const asked = new Promise<readonly Application[]>((resolve) => (answer = resolve));
    const deps = {
      catalog: { peekListed: () => old, applications: () => asked, relist: () => asked },
      clock: { now: () => oldAfterMs },
      regions: () => [region],
    };
    const packages = lasts.map((last, n) => ({ path: `/w/${n}/orders.jar`, last }));
    const call = pickTarget(deps, { account, packages });
    await turn();
    for (let n = 0; n < steps; n += 1) await executeCommand('quickInput.next');
    answer([named('a'), named('z')]);
    await turn();
    await executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await closeList(call);
    return call;
  }

  /** Lets VS Code hear of what was put into a picker: it is told at the end of a turn. */
  async function turn(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    await vscode.commands.getCommands();
  }

  it('chooses no other one, neither in place of what was used last', async () => {
    assert.deepEqual(await enterAfterAnswer([gone], 0), { answer: 'closed', targets: new Map() });
    assert.deepEqual(await enterAfterAnswer([gone, gone], 0), { answer: 'closed', targets: new Map() });
  });

  it('nor in place of a row of the list', async () => {
    // From the first application past the second.
    assert.deepEqual(await enterAfterAnswer([undefined], 1), { answer: 'closed', targets: new Map() });
  });

  it('keeps the focus on “as last time” where it is for fewer packages', async () => {
    const kept = { ...gone, applicationId: 'service-z', applicationName: 'z' };
    const { answer, targets } = await enterAfterAnswer([gone, kept], 0);
    assert.deepEqual([answer, [...targets]], ['next', [['/w/1/orders.jar', kept]]]);
  });
});
