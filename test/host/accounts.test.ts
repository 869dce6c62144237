import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CredentialSources } from '../../src/cloud/credentials/credentialSources';
import { RoleCredentials } from '../../src/cloud/sts/roleCredentials';
import { StsClient } from '../../src/cloud/sts/stsClient';
import { accountFilesOnUse } from '../../src/adapters';
import { AppError } from '../../src/core/errors';
import type { Credential, CredentialSource } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import type { AccountChange } from '../../src/ui/accounts/accountChange';
import { AuthState } from '../../src/ui/accounts/authState';
import { followRenewals } from '../../src/ui/accounts/keyRenewals';
import { Accounts } from '../../src/ui/accounts/accounts';
import type { AccountsDeps } from '../../src/ui/accounts/accountsDeps';
import type { StoredAccount } from '../../src/ui/accounts/storedAccount';
import { builder, deployerArn, keyOf, roleSeed } from '../fixtures/roleSeed';
import { MemorySecrets } from './memorySecrets';
import { MemoryState } from './memoryState';

const credential = { secretId: 'AKIDexample', secretKey: 'a-secret-key' };
const account = (id: string): StoredAccount => ({
  id,
  name: `account ${id}`,
  site: 'china',
  key: { from: 'typed', credential },
});

describe('accounts', () => {
  const opened: Accounts[] = [];
  let home: string;
  beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'tem-accounts-'))));
  afterEach(async () => {
    opened.splice(0).forEach((accounts) => accounts.dispose());
    await rm(home, { recursive: true });
  });
  /** The files as each window has them. */
  const filesOf = () => accountFilesOnUse(home);

  function open(secrets = new MemorySecrets(), state = new MemoryState()) {
    const readKey = (source: CredentialSource) =>
      source.from === 'typed' ? Promise.resolve(source.credential) : Promise.reject(new AppError('noKey', 'nowhere'));
    const accounts = new Accounts({ secrets, state, files: filesOf(), readKey, endpoints: () => ({}) });
    opened.push(accounts);
    return { accounts, secrets, state };
  }

  it('come back in the next window with their keys, which are in the secret storage and nowhere else', async () => {
    const { accounts, secrets, state } = open();
    assert.equal(await accounts.add(account('1')), 'stored');
    const next = open(secrets, state).accounts;
    assert.deepEqual(await next.list(), [{ id: '1', name: 'account 1', site: 'china' }]);
    assert.deepEqual((await next.connect('1')).credential, credential);
    assert.ok(!JSON.stringify(state.keys().map((key) => state.get(key))).includes(credential.secretKey));
  });

  it('are not watched by a window that was closed while they were read', async () => {
    const { secrets } = open();
    await open(secrets).accounts.add(account('1'));
    let released = (): void => undefined;
    secrets.late = new Promise((resolve) => (released = resolve));
    let watched = 0;
    const files = { ...filesOf(), watch: () => (watched++, () => watched--) };
    const readKey = () => Promise.resolve(credential);
    const closed = new Accounts({ secrets, state: new MemoryState(), files, readKey, endpoints: () => ({}) });
    const reading = closed.list();
    closed.dispose();
    released();
    assert.equal((await reading).length, 1);
    assert.equal(watched, 0);
  });

  it('notice what another window does', async () => {
    const { accounts, secrets } = open();
    const other = open(secrets).accounts;
    const noticed = changeOf(other, 'added');
    await accounts.add(account('1'));
    await noticed;
    assert.equal((await other.current())?.id, '1');
    const gone = changeOf(other, 'removed');
    await accounts.remove('1');
    await gone;
    assert.deepEqual(await other.list(), []);
    await assert.rejects(other.connect('1'), { failure: 'notSignedIn' });
  });

  const changeOf = (accounts: Accounts, kind: AccountChange['kind']) =>
    new Promise<void>((resolve) => accounts.onDidChange((change) => change.kind === kind && resolve()));

  it('keep both when two are added at once', async () => {
    const { accounts } = open();
    await Promise.all([accounts.add(account('1')), accounts.add(account('2'))]);
    assert.deepEqual((await accounts.list()).map(({ id }) => id).sort(), ['1', '2']);
  });

  it('last for the window where the secret storage refuses', async () => {
    const { accounts, secrets } = open();
    secrets.refusal = new Error('no keyring');
    assert.equal(await accounts.add(account('1')), 'thisWindow');
    assert.deepEqual((await accounts.connect('1')).credential, credential);
    assert.deepEqual(await open(secrets).accounts.list(), []);
  });

  const renewed = { secretId: 'AKIDexample', secretKey: 'a-new-key' };
  const again: StoredAccount = { ...account('1'), key: { from: 'typed', credential: renewed } };

  it('connect by the key that was given last, where the storage refused the one before', async () => {
    const { accounts, secrets, state } = open();
    secrets.refusal = new Error('no keyring');
    assert.equal(await accounts.add(account('1')), 'thisWindow');
    secrets.refusal = undefined;
    assert.equal(await accounts.add(again), 'stored');
    assert.deepEqual((await accounts.connect('1')).credential, renewed);
    assert.equal((await open(secrets, state).accounts.current())?.id, '1');
  });

  it('are gone once signed out of, also where the storage refused the key that was given last', async () => {
    const { accounts, secrets } = open();
    await accounts.add(account('1'));
    secrets.refusal = new Error('no keyring');
    assert.equal(await accounts.add(again), 'thisWindow');
    secrets.refusal = undefined;
    await accounts.remove('1');
    assert.deepEqual(await accounts.list(), []);
    await assert.rejects(accounts.connect('1'), { failure: 'notSignedIn' });
    assert.deepEqual(await open(secrets).accounts.list(), []);
  });

  it('tell that one is gone as soon as that is found out, where the storage told nobody', async () => {
    const { accounts, secrets } = open();
    const other = open(secrets).accounts;
    await accounts.add(account('1'));
    await other.list();
    secrets.isSilent = true;
    await accounts.remove('1');
    let told = 0;
    other.onDidChange(() => (told += 1));
    await assert.rejects(other.connect('1'), { failure: 'notSignedIn' });
    await assert.rejects(other.connect('1'), { failure: 'notSignedIn' });
    assert.equal(told, 1);
    assert.deepEqual(await other.list(), []);
  });

  it('tell that they are there once a storage that could not be read can be', async () => {
    const secrets = new MemorySecrets();
    await secrets.store('tem.accounts', JSON.stringify([account('1')]));
    const next = open(secrets).accounts;
    secrets.unreadable = new Error('the keyring is locked');
    assert.deepEqual(await next.list(), []);
    secrets.unreadable = undefined;
    let told = 0;
    next.onDidChange(() => (told += 1));
    assert.equal((await next.list()).length, 1);
    assert.equal((await next.list()).length, 1);
    assert.equal(told, 1);
  });

  it('are listed as they were read last, however late an older answer comes', async () => {
    const { accounts, secrets } = open();
    const other = open(secrets).accounts;
    await accounts.add(account('2'));
    let answer = (): void => undefined;
    secrets.late = new Promise((resolve) => (answer = resolve));
    const connecting = assert.rejects(other.connect('1'), { failure: 'notSignedIn' });
    secrets.late = Promise.resolve();
    await accounts.add(account('1'));
    assert.equal((await other.list()).length, 2);
    answer();
    await connecting;
    assert.equal((await other.list()).length, 2);
  });

  it('can be switched, and the choice lasts', async () => {
    const { accounts, secrets, state } = open();
    await accounts.add(account('1'));
    await accounts.add(account('2'));
    assert.equal((await accounts.current())?.id, '2');
    await accounts.use('1');
    assert.equal((await open(secrets, state).accounts.current())?.id, '1');
    await accounts.remove('1');
    assert.equal((await accounts.current())?.id, '2');
  });

  it('stay the same one in use where it could not be read at first', async () => {
    const { accounts, secrets, state } = open();
    await secrets.store('tem.accounts', JSON.stringify([account('old')]));
    await accounts.add(account('1'));
    secrets.unreadable = new Error('the keyring is locked');
    await state.update('tem.currentAccount', 'old');
    const next = open(secrets, state).accounts;
    assert.equal((await next.current())?.id, '1');
    secrets.unreadable = undefined;
    assert.equal((await next.current())?.id, 'old');
  });

  it('are not switched to one that was signed out of while a person chose', async () => {
    const { accounts } = open();
    await accounts.add(account('1'));
    await accounts.add(account('2'));
    await accounts.remove('1');
    await assert.rejects(accounts.use('1'), { failure: 'notSignedIn' });
    assert.equal((await accounts.current())?.id, '2');
  });

  it('tell of another key also where one was signed out of while a person signed in to it again', async () => {
    const { accounts } = open();
    const auth = new AuthState();
    const told: string[] = [];
    const renewals = followRenewals({ accounts, auth, keyRenewals: { fire: (id) => told.push(id) } });
    await accounts.add(account('1'));
    await accounts.remove('1');
    await accounts.add(again);
    assert.deepEqual([...new Set(told)], ['1']);
    renewals.dispose();
    auth.dispose();
  });

  it('are refused by what is found against their own key, whatever happens to that of another', async () => {
    const auth = new AuthState();
    const { signal } = new AbortController();
    let fail = (_: AppError): void => undefined;
    const job = new Promise<never>((_, reject) => (fail = reject));
    const observed = assert.rejects(auth.observe('1', signal, job));
    auth.reset('2');
    fail(new AppError('expiredKey', ''));
    await observed;
    assert.equal(auth.of('1')?.failure, 'expiredKey');
    auth.dispose();
  });

  it('stay where they are, and the same one in use, when one of them is signed in to again', async () => {
    const { accounts } = open();
    await accounts.add(account('1'));
    await accounts.add(account('2'));
    const noticed = changeOf(accounts, 'renewed');
    await accounts.add(again);
    await noticed;
    assert.deepEqual(
      (await accounts.list()).map(({ id }) => id),
      ['1', '2'],
    );
    assert.equal((await accounts.current())?.id, '2');
    assert.deepEqual((await accounts.connect('1')).credential, renewed);
  });

  for (const key of [{ from: 'environment' }, { from: 'profile', profile: 'staging' }] as const) {
    it(`read a key from the ${key.from} anew at each use, so that one changed there is taken at once`, async () => {
      let found = credential;
      const readKey = () => Promise.resolve(found);
      const secrets = new MemorySecrets();
      const accounts = new Accounts({
        secrets,
        state: new MemoryState(),
        files: filesOf(),
        readKey,
        endpoints: () => ({}),
      });
      opened.push(accounts);
      await accounts.add({ ...account('1'), key });
      assert.deepEqual((await accounts.connect('1')).credential, credential);
      found = { secretId: 'AKIDother', secretKey: 'another' };
      assert.deepEqual((await accounts.connect('1')).credential, found);
      const kept = await Promise.all((await secrets.keys()).map((name) => secrets.get(name)));
      assert.ok(!kept.join().includes('another') && !kept.join().includes(credential.secretKey));
    });
  }

  it('say so when the place their key was read from is empty now', async () => {
    const { accounts } = open();
    await accounts.add({ ...account('1'), key: { from: 'environment' } });
    await assert.rejects(accounts.connect('1'), { failure: 'noKey' });
  });

  for (const kept of ['in the secret storage', 'in this window alone'] as const) {
    it(`connect nobody who has signed out while the key of their role was awaited: ${kept}`, async () => {
      let begun = (): void => undefined;
      let give = (_: Credential): void => undefined;
      const asked = new Promise<void>((resolve) => (begun = resolve));
      const key = new Promise<Credential>((resolve) => (give = resolve));
      const [secrets, state] = [new MemorySecrets(), new MemoryState()];
      if (kept === 'in this window alone') secrets.refusal = new Error('no keyring');
      const readKey = () => (begun(), key);
      const accounts = new Accounts({ secrets, state, files: filesOf(), readKey, endpoints: () => ({}) });
      opened.push(accounts);
      await accounts.add({ ...account('1'), key: { from: 'profile', profile: 'ci' } });
      const connecting = accounts.connect('1');
      await asked;
      await accounts.remove('1');
      give(credential);
      await assert.rejects(connecting, { failure: 'notSignedIn' });
    });

    it(`act as the role that their profile names, whose key is in memory only and renewed: ${kept}`, async () => {
      const home = await mkdtemp(join(tmpdir(), 'tem-home-'));
      const sandbox = await Sandbox.start({ seed: roleSeed });
      try {
        const role = { 'role-arn': deployerArn, 'role-session-name': 'ci' };
        await mkdir(join(home, '.tccli'));
        await writeFile(join(home, '.tccli', 'ci.credential'), JSON.stringify({ ...keyOf(builder), ...role }));
        let ahead = 0;
        const now = () => Date.now() + ahead;
        const sources = new CredentialSources({
          roles: new RoleCredentials(new StsClient(), { now }),
          environment: {},
          clock: { now },
          home,
        });
        const [secrets, state] = [new MemorySecrets(), new MemoryState()];
        if (kept === 'in this window alone') secrets.refusal = new Error('no keyring');
        const endpoints = () => ({ tem: sandbox.temUrl });
        const readKey: AccountsDeps['readKey'] = (source, place) => sources.credential(source, place);
        const accounts = new Accounts({ secrets, state, files: filesOf(), readKey, endpoints });
        opened.push(accounts);
        await accounts.add({ ...account('1'), key: { from: 'profile', profile: 'ci' } });
        const [first, second] = [await accounts.connect('1'), await accounts.connect('1')];
        ahead = 7200_000;
        const third = await accounts.connect('1');
        const given = sandbox.world.sessions.map(({ secretId }) => secretId);
        assert.deepEqual(
          [first, second, third].map(({ credential: { secretId } }) => given.indexOf(secretId)),
          [0, 0, 1],
        );
        const written = [...(await Promise.all((await secrets.keys()).map((name) => secrets.get(name))))];
        written.push(JSON.stringify(state.keys().map((key) => state.get(key))));
        for (const { secretId, secretKey, token } of [...sandbox.world.sessions, builder]) {
          assert.ok([secretId, secretKey, token ?? secretKey].every((secret) => !written.join().includes(secret)));
        }
      } finally {
        await sandbox.stop();
        await rm(home, { recursive: true });
      }
    });
  }
});
