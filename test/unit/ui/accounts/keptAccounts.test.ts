import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk, type FilePort, type StoredFile } from '../../../../src/files/filePort';
import { TextFolder } from '../../../../src/files/textFolder';
import { KeptAccounts } from '../../../../src/ui/accounts/keptAccounts';
import { FileSecrets } from '../../../fixtures/fileSecrets';
import { accountOf, openKept } from './accountsInChild';

const oldName = 'tem.accounts';

describe('the accounts that all windows share', () => {
  let home: string;
  let secrets: FileSecrets;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'tem-kept-'));
    secrets = new FileSecrets(join(home, 'secrets'));
  });
  afterEach(() => rm(home, { recursive: true }));

  const ids = async (kept: KeptAccounts) => (await kept.list()).accounts.map(({ account: { id } }) => id);
  const storeOld = (...accounts: readonly object[]) => secrets.store(oldName, JSON.stringify(accounts));
  const oldIds = async () =>
    (JSON.parse((await secrets.get(oldName)) ?? '[]') as readonly { readonly id?: string }[]).map(({ id }) => id);

  it('are all there when two windows add, renew and sign out at once, many times', async function () {
    this.timeout(60_000);
    const count = 60;
    const windows = ['a', 'b'].map((name) => fork(join(__dirname, 'accountsInChild.js'), [home, name, String(count)]));
    await Promise.all(windows.map((child) => once(child, 'message')));
    const ended = windows.map((child) => once(child, 'exit'));
    windows.forEach((child) => child.send('go'));
    for (const [code] of await Promise.all(ended)) assert.equal(code, 0);
    const kept = openKept(home);
    const wanted = ['a', 'b'].flatMap((name) =>
      Array.from({ length: count }, (_, n) => `${name}-${n}`).filter((_, n) => n % 3 !== 2),
    );
    assert.deepEqual((await ids(kept)).sort(), wanted.sort());
    for (const id of wanted) assert.deepEqual(await kept.keySource(id), accountOf(id, `${id}-renewed`).key);
    assert.equal((await readdir(join(home, 'secrets'))).length, wanted.length);
  });

  it('are told apart from signed out without a look at any secret but the old one', async () => {
    const kept = openKept(home);
    await kept.save(accountOf('1'));
    await rm(join(home, 'secrets'), { recursive: true });
    assert.deepEqual(await ids(openKept(home)), ['1']);
  });

  it('are listed by their age, and renewed and renamed where they stand', async () => {
    const kept = openKept(home);
    for (const [createdAt, id] of ['2', '1'].entries()) {
      const { name, site } = accountOf(id);
      const text = JSON.stringify({ id, name, site, createdAt, revision: 'r' });
      await new TextFolder(join(home, 'accounts')).create(id, text);
    }
    const [before] = (await kept.list()).accounts;
    await kept.save(accountOf('2', 'another'));
    await kept.rename('2', 'Shop');
    const [after] = (await openKept(home).list()).accounts;
    assert.deepEqual(await ids(kept), ['2', '1']);
    assert.equal(after?.account.name, 'Shop');
    assert.notEqual(after.revision, before?.revision);
    assert.deepEqual(await kept.keySource('2'), accountOf('2', 'another').key);
  });

  describe('and those of an older version, which may run beside', () => {
    const [old, other] = [accountOf('old'), accountOf('other')];

    it('are taken over, before all others, also those that it adds later; nothing is written for that', async () => {
      await storeOld(old);
      const kept = openKept(home);
      await kept.save(accountOf('new'));
      assert.deepEqual(await ids(kept), ['old', 'new']);
      assert.deepEqual(await kept.keySource('old'), old.key);
      await storeOld(old, other);
      assert.equal(kept.noteChange(oldName), true);
      assert.deepEqual(await ids(kept), ['old', 'other', 'new']);
      assert.deepEqual(await oldIds(), ['old', 'other']);
    });

    it('stay as they are there when they are renewed or renamed here, and the newer form wins here', async () => {
      await storeOld(old, other);
      const kept = openKept(home);
      await kept.save(accountOf('old', 'renewed'));
      await kept.rename('other', 'Another');
      assert.deepEqual(await ids(kept), ['old', 'other']);
      assert.deepEqual(await kept.keySource('old'), accountOf('old', 'renewed').key);
      assert.deepEqual(JSON.parse((await secrets.get(oldName)) ?? ''), [old, other]);
      // It signs out there, and stays signed in here.
      await storeOld(old);
      kept.noteChange(oldName);
      assert.deepEqual(await kept.keySource('other'), other.key);
      const [, renamed] = (await kept.list()).accounts;
      assert.equal(renamed?.account.name, 'Another');
    });

    it('are taken out there when they sign out here, and nothing else is', async () => {
      const unknown = { id: 'x', site: 'mars' };
      await storeOld(old, unknown, other);
      const kept = openKept(home);
      await kept.save(accountOf('old', 'renewed'));
      await kept.remove('old');
      assert.deepEqual(await ids(kept), ['other']);
      assert.deepEqual(JSON.parse((await secrets.get(oldName)) ?? ''), [unknown, other]);
      assert.deepEqual(await ids(openKept(home)), ['other']);
      assert.equal(await kept.keySource('old'), undefined);
    });

    it('have another revision where they were signed in to again there', async () => {
      await storeOld(old);
      const kept = openKept(home);
      const [before] = (await kept.list()).accounts;
      await storeOld({ ...old, key: accountOf('old', 'renewed').key });
      kept.noteChange(oldName);
      const [after] = (await kept.list()).accounts;
      assert.notEqual(after?.revision, before?.revision);
      assert.ok(!JSON.stringify(after).includes('renewed'));
    });
  });

  it('are rows without a key, to sign in again or out, where a crash left no secret', async () => {
    const kept = openKept(home);
    await kept.save(accountOf('1'));
    await secrets.delete('tem.account.1');
    const next = openKept(home);
    assert.deepEqual(await ids(next), ['1']);
    assert.equal(await next.keySource('1'), undefined);
    await next.save(accountOf('1', 'renewed'));
    assert.deepEqual(await next.keySource('1'), accountOf('1', 'renewed').key);
  });

  it('are not there where a crash left a secret only, which goes with the next sign-out', async () => {
    await secrets.store('tem.account.1', JSON.stringify(accountOf('1').key));
    const kept = openKept(home);
    assert.deepEqual(await ids(kept), []);
    await kept.remove('1');
    assert.equal(await secrets.get('tem.account.1'), undefined);
  });

  it('leave no file where the secret storage refuses the key', async () => {
    secrets.store = () => Promise.reject(new Error('no keyring'));
    await assert.rejects(openKept(home, secrets).save(accountOf('1')));
    assert.deepEqual(await ids(openKept(home)), []);
  });

  it('have another revision once their key is there, where a window saw them before', async () => {
    let store = (): void => undefined;
    const stored = new Promise<void>((resolve) => (store = resolve));
    const slow = new FileSecrets(join(home, 'secrets'));
    const asked = new Promise<void>((resolve) => {
      slow.store = async (...secret) => {
        resolve();
        // A keyring that has to be unlocked first.
        await stored;
        await secrets.store(...secret);
      };
    });
    const saving = openKept(home, slow).save(accountOf('1'));
    await asked;
    const other = openKept(home);
    const [early] = (await other.list()).accounts;
    assert.equal(await other.keySource('1'), undefined);
    store();
    await saving;
    const [late] = (await other.list()).accounts;
    assert.notEqual(late?.revision, early?.revision);
  });

  /** Opens the accounts on a disk where `read` takes the place of reading a file. */
  const openOn = (read: (path: string) => Promise<StoredFile> | undefined) => {
    const port: FilePort = { ...disk, read: (path, known) => read(path) ?? disk.read(path, known) };
    return new KeptAccounts({ files: new TextFolder(join(home, 'accounts'), port), secrets });
  };
  const inputError = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));

  it('are listed without the one whose file cannot be read, until it can be', async () => {
    for (const id of ['1', '2']) await openKept(home).save(accountOf(id));
    let isBroken = true;
    const kept = openOn((path) => (isBroken && path.endsWith('2.json') ? inputError() : undefined));
    assert.deepEqual([await ids(kept), (await kept.list()).isWhole], [['1'], false]);
    isBroken = false;
    assert.deepEqual([await ids(kept), (await kept.list()).isWhole], [['1', '2'], true]);
    isBroken = true;
    assert.deepEqual(await ids(kept), ['1', '2'], 'what was read last stands in');
  });

  it('are not waited for where a file has been empty for long', async () => {
    await openKept(home).save(accountOf('1'));
    const empty = join(home, 'accounts', '2.json');
    await writeFile(empty, '');
    await utimes(empty, 1, 1);
    await mkdir(join(home, 'accounts', '3.json'));
    await utimes(join(home, 'accounts', '3.json'), 1, 1);
    let reads = 0;
    const kept = openOn(() => void (reads += 1));
    assert.deepEqual(await ids(kept), ['1']);
    assert.equal(reads, 3);
  });

  it('are not what others put into the folder', async () => {
    const kept = openKept(home);
    await kept.save(accountOf('1'));
    const folder = join(home, 'accounts');
    const good = { id: '2', name: 'Two', site: 'china', createdAt: 1, revision: 'r' };
    const texts = [
      '',
      '{',
      'null}',
      '[]',
      JSON.stringify(good),
      JSON.stringify({ ...good, id: 'bad-5', site: 'sandbox' }),
      JSON.stringify({ ...good, id: 'bad-6', name: { toString: 'x' } }),
      JSON.stringify({ ...good, id: 'bad-7', createdAt: 'yesterday' }),
      JSON.stringify({ ...good, id: 'bad-8', revision: '' }),
    ];
    await Promise.all(texts.map((text, n) => writeFile(join(folder, `bad-${n}.json`), text)));
    await mkdir(join(folder, 'folder.json'));
    assert.deepEqual(await ids(openKept(home)), ['1']);
  });
});
