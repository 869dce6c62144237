import assert from 'node:assert/strict';
import type { Node } from '../../src/browse/nodes';
import { openConsoleCommand } from '../../src/ui/applications/openConsole';
import { viewOf } from '../fixtures/viewOf';

describe('opening the console', () => {
  it('from a row that is gone opens that of nobody else', async () => {
    const asked: string[] = [];
    const open = openConsoleCommand({
      accounts: { current: () => Promise.resolve(void asked.push('current')) },
      signIn: () => Promise.resolve(void asked.push('signIn')),
      applications: viewOf<Node>([]),
    });
    await open({ kind: 'account', account: { id: 'gone', name: 'Shop', site: 'china' } });
    assert.deepEqual(asked, []);
    await open();
    assert.deepEqual(asked, ['current', 'signIn']);
  });
});
