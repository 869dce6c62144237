import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AccountChange } from '../../src/ui/accounts/accountChange';
import { followSignedIn } from '../../src/ui/accounts/followSignedIn';
import { withoutMessages } from './withoutMessages';

describe('what follows the first account', () => {
  const changed = new vscode.EventEmitter<AccountChange>();
  afterEach(() => vscode.commands.executeCommand('setContext', 'tem.signedIn', false));

  it('does not begin where the window is closed while the accounts are read', async () => {
    let begun = 0;
    let isRead = (): void => undefined;
    const reading = new Promise<void>((resolve) => (isRead = resolve));
    const list = async () => {
      await reading;
      return [{ id: '1', name: 'Shop', site: 'china' as const }];
    };
    const accounts = { list, onDidChange: changed.event };
    const follow = () =>
      followSignedIn({ accounts, withErrorReporting: withoutMessages }, () => Promise.resolve(void begun++));
    const closed = follow();
    const open = follow();
    closed.dispose();
    isRead();
    while (begun === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(begun, 1);
    open.dispose();
  });
});
