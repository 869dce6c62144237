import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { AppError } from '../../src/core/errors';
import { Accounts } from '../../src/ui/accounts/accounts';
import { followInterrupted } from '../../src/ui/uploads/followInterrupted';
import { Uploads } from '../../src/ui/uploads/uploads';
import { MemoryAccountFiles } from '../fixtures/memoryAccountFiles';
import { MemoryJournal } from '../fixtures/memoryJournal';
import { MemorySecrets } from './memorySecrets';
import { MemoryState } from './memoryState';
import { withoutMessages } from './withoutMessages';

const credential = { secretId: 'AKIDexample', secretKey: 'a-secret-key' };
const typed = { site: 'china', key: { from: 'typed', credential } } as const;

const left: UnfinishedUpload = {
  order: {
    id: 'one',
    target: { accountId: 'a', region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' },
    path: 'orders-1.4.2.jar',
    packageName: 'orders-1.4.2.jar',
    versionTemplate: '${timestamp}',
  },
  version: '20261126064200',
  checkpoint: {
    bucket: 'packages-1300000000',
    key: 'orders-1.4.2.jar',
    uploadId: 'half-way',
    begunAt: 0,
    partBytes: 1024 * 1024,
    file: { bytes: 8 * 1024 * 1024, modifiedNs: '0', inode: '1' },
    completedParts: [],
  },
};

/** A journal that other windows left uploads in, and that knows whether it is watched. */
class LeftJournal extends MemoryJournal {
  watchers = 0;

  abandoned(): Promise<readonly UnfinishedUpload[]> {
    return Promise.resolve([...this.entries.values()]);
  }

  watch(): () => void {
    this.watchers += 1;
    return () => void (this.watchers -= 1);
  }
}

describe('uploads that other windows left', () => {
  let accounts: Accounts;
  let journal: LeftJournal;
  let uploads: Uploads;
  let following: vscode.Disposable;
  let windowState: vscode.EventEmitter<{ readonly focused: boolean }>;
  beforeEach(async () => {
    const readKey = () => Promise.resolve(credential);
    accounts = new Accounts({
      secrets: new MemorySecrets(),
      state: new MemoryState(),
      files: new MemoryAccountFiles(),
      readKey,
      endpoints: () => ({}),
    });
    await accounts.add({ id: 'a', name: 'Shop', ...typed });
    journal = new LeftJournal();
    windowState = new vscode.EventEmitter();
    uploads = new Uploads({ upload: () => new Promise(() => undefined), journal, maxConcurrent: () => 1 });
  });
  afterEach(async () => {
    following.dispose();
    uploads.dispose();
    accounts.dispose();
    windowState.dispose();
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  const nothing = () => Promise.reject(new Error('nothing is asked'));
  const follow = (createUploadGrant: () => Promise<never> = nothing) => {
    following = followInterrupted({
      accounts,
      journal,
      uploads,
      withErrorReporting: withoutMessages,
      connections: accounts,
      tem: { createUploadGrant },
      uploader: { discard: nothing },
      onDidChangeWindowState: windowState.event,
    });
  };
  const changed = () =>
    new Promise<void>((resolve) => {
      const listening = uploads.onDidChangeList(() => {
        listening.dispose();
        resolve();
      });
    });

  it('are listed while their account is signed in, be it the only one', async () => {
    await journal.save('one', left);
    const listed = changed();
    follow();
    await listed;
    assert.deepEqual(
      uploads.all.map(({ id, state }) => [id, state.kind]),
      [['one', 'interrupted']],
    );
    assert.equal(journal.watchers, 1);
    const gone = changed();
    await accounts.remove('a');
    await gone;
    assert.deepEqual(uploads.all, []);
    assert.equal(journal.watchers, 0);
  });

  it('are not watched any more when the extension ended before it knew who is signed in', async () => {
    follow();
    following.dispose();
    await accounts.list();
    await journal.pendingCleanups();
    assert.equal(journal.watchers, 0);
    assert.deepEqual(uploads.all, []);
  });

  it('are cleaned up after once, however many accounts come at once', async () => {
    await journal.abandon(left);
    let grants = 0;
    let isAsked = (): void => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const refusal = new AppError('notFound', '');
    follow(async () => {
      grants += 1;
      isAsked();
      await new Promise(setImmediate);
      throw refusal;
    });
    await Promise.all(['b', 'c'].map((id) => accounts.add({ id, name: id, ...typed })));
    await asked;
    while (journal.drops.size > 0) await new Promise(setImmediate);
    assert.equal(grants, 1);
  });

  it('are looked for when a person comes back to this window, and not while nobody is signed in', async () => {
    follow();
    await accounts.list();
    await journal.pendingCleanups();
    // Its window was killed: nothing tells of that.
    await journal.save('one', left);
    const listed = changed();
    windowState.fire({ focused: true });
    await listed;
    assert.deepEqual(
      uploads.all.map(({ id }) => id),
      ['one'],
    );
    const gone = changed();
    await accounts.remove('a');
    await gone;
    windowState.fire({ focused: true });
    await journal.pendingCleanups();
    assert.deepEqual(uploads.all, []);
  });
});
