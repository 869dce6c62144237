import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Accounts } from '../../../src/ui/accounts/accounts';
import { deploymentsOfAccounts } from '../../../src/ui/deployments/deploymentsOfAccounts';
import { restoreDeployments } from '../../../src/ui/deployments/restoreDeployments';
import { MemoryAccountFiles } from '../../fixtures/memoryAccountFiles';
import { othersRollout, sampleRollout } from '../../fixtures/sampleRollout';
import { ScriptedBoard } from '../../fixtures/scriptedBoard';
import { MemorySecrets } from '../memorySecrets';
import { MemoryState } from '../memoryState';
import { withoutMessages } from '../withoutMessages';

const credential = { secretId: 'AKIDexample', secretKey: 'a-secret-key' };
const typed = { site: 'china', key: { from: 'typed', credential } } as const;

describe('deployments of windows that are gone', () => {
  let accounts: Accounts;
  let board: ScriptedBoard;
  let windowState: vscode.EventEmitter<{ readonly focused: boolean }>;
  let restoring: ReturnType<typeof restoreDeployments>;

  beforeEach(() => {
    accounts = new Accounts({
      secrets: new MemorySecrets(),
      state: new MemoryState(),
      files: new MemoryAccountFiles(),
      readKey: () => Promise.resolve(credential),
      endpoints: () => ({}),
    });
    board = new ScriptedBoard();
    windowState = new vscode.EventEmitter();
    restoring = restoreDeployments({
      accounts,
      board,
      endsWithWindow: (accountId) => Promise.resolve(accountId === 'sandbox'),
      withErrorReporting: withoutMessages,
      onDidChangeWindowState: windowState.event,
    });
  });
  afterEach(() => {
    restoring.dispose();
    accounts.dispose();
    windowState.dispose();
  });

  const asked = async (what: string) => {
    while (board.asked.at(-1) !== what) await new Promise(setImmediate);
  };

  it('are looked for with each account that comes or goes, but not those that another sandbox had', async () => {
    await restoring.first;
    assert.deepEqual(board.asked, ['setAccounts /']);
    await accounts.add({ id: 'a', name: 'Shop', ...typed });
    await asked('setAccounts a/a');
    await accounts.addForThisWindow(
      { id: 'sandbox', name: 'Practice', site: 'sandbox' },
      { site: 'sandbox', credential, endpoints: {} },
    );
    await asked('setAccounts sandbox,a/a');
    await accounts.remove('a');
    await asked('setAccounts sandbox/');
    const before = board.asked.length;
    await accounts.rename('sandbox', 'Play');
    windowState.fire({ focused: false });
    windowState.fire({ focused: true });
    await asked('restore');
    assert.equal(board.asked.length, before + 1);
  });

  it('are counted where they are ours and under way', async () => {
    const of = deploymentsOfAccounts({ rollouts: { ifUsed: () => Promise.resolve({ board }) } });
    assert.equal(await of.count(['a1']), 0);
    board.tell(sampleRollout());
    board.tell(othersRollout());
    assert.deepEqual([await of.count(['a1']), await of.count(['b']), await of.count([])], [1, 0, 0]);
    board.tell(sampleRollout({ state: { kind: 'succeeded' } }));
    assert.equal(await of.count(['a1']), 0);
    const unused = deploymentsOfAccounts({ rollouts: { ifUsed: () => Promise.resolve(undefined) } });
    assert.equal(await unused.count(['a1']), 0);
  });
});
