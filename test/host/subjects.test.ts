import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createSubjects, type SubjectsDeps } from '../../src/subjects';
import type { AccountChange } from '../../src/ui/accounts/accountChange';
import { AccountStatus } from '../../src/ui/accounts/accountStatus';
import { AuthState } from '../../src/ui/accounts/authState';
import { outcomeOf } from '../../src/ui/vscode/errorReporter';
import { OwnedByWindow } from '../../src/ui/vscode/ownedByWindow';

describe('the subjects of a window in which somebody is signed in', () => {
  const owned = new OwnedByWindow();
  after(() => owned.dispose());

  it('show the account once, also where what comes after it has to be tried again', async () => {
    const changed = new vscode.EventEmitter<AccountChange>();
    const account = { id: '1', name: 'Shop', site: 'china' };
    let failed = 0;
    const never = () => new Promise<never>(() => undefined);
    const services = {
      accounts: {
        list: () => Promise.resolve([account]),
        current: () => Promise.resolve(account),
        onDidChange: changed.event,
      },
      auth: new AuthState(),
      withErrorReporting: (_: string, job: () => unknown) => outcomeOf(job),
      uploads: () => Promise.resolve({}),
      dropped: () => Promise.resolve({}),
      journal: () => Promise.resolve({ watch: () => () => undefined, abandoned: never, pendingCleanups: never }),
      rollouts: never,
      catalog: () => Promise.reject(new Error(`no such file, ${++failed}`)),
    };
    const views = { applications: {}, uploads: { load: () => Promise.resolve({}) } };
    const pushed: unknown[] = [];
    const noting = { push: (...more: { dispose(): unknown }[]) => (pushed.push(...more), owned.push(...more)) };
    createSubjects({ services, views, owned: noting } as unknown as SubjectsDeps);
    for (const times of [1, 2]) {
      while (failed < times) await new Promise((resolve) => setTimeout(resolve, 10));
      await new Promise((resolve) => setTimeout(resolve, 50));
      changed.fire({ kind: 'renamed', id: '1' });
    }
    assert.equal(pushed.filter((one) => one instanceof AccountStatus).length, 1);
  });
});
