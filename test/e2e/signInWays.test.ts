import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newKey } from '../../src/sandbox/newKey';
import { builder, deployer, deployerArn, keyOf, owner } from '../fixtures/roleSeed';
import { cacheDir } from '../harness/cacheDir';
import type { TreeView } from '../harness/workbench/treeView';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const temporary = {
  ...owner,
  ...newKey(),
  token: 'theSessionToken',
};

describe('the ways to sign in', () => {
  let editor: EditorOnSandbox;
  let home: string;
  let view: TreeView;
  let skew = 0;

  const writeProfile = (secretKey: string) => {
    const credential = { secretId: owner.secretId, secretKey };
    return writeFile(path.join(home, '.tccli', 'staging.credential'), JSON.stringify(credential));
  };

  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'tem-home-'));
    await mkdir(path.join(home, '.tccli'));
    await writeProfile(owner.secretKey);
    const env = {
      HOME: home,
      USERPROFILE: home,
      TENCENTCLOUD_SECRET_ID: owner.secretId,
      TENCENTCLOUD_SECRET_KEY: owner.secretKey,
    };
    const seed = { accounts: [owner, temporary, builder], roles: [deployer] };
    editor = await openOnSandbox(
      { env, user: { 'tem.regions': ['ap-guangzhou'] } },
      { seed, now: () => Date.now() + skew },
    );
    view = await editor.workbench.view('TEM', 'Applications');
  });
  after(async () => {
    await editor?.stop();
    await rm(home, { recursive: true });
  });

  afterEach(() => void (editor.sandbox.conditions.faults = []));

  const accounts = async () => (await view.rows()).filter(({ level }) => level === 1).map(({ label }) => label);
  const begin = async (way: string) => {
    const { workbench } = editor;
    await workbench.clearNotifications();
    await workbench.run('TEM: Sign In…');
    await workbench.quickInput.step('How do you want to sign in?');
    await workbench.quickInput.choose(way);
  };
  const answer = async (step: string, choice: string) => {
    await editor.workbench.quickInput.step(step);
    await editor.workbench.quickInput.choose(choice);
  };
  const acceptProposed = async (name: string) => {
    const { quickInput } = editor.workbench;
    await quickInput.step('Display name of this account');
    assert.equal(await quickInput.input.inputValue(), name);
    await quickInput.accept();
  };

  it("the environment's key, on the International site", async () => {
    await begin('Use Environment Variables');
    await answer('Which site does the account belong to?', 'International');
    await acceptProposed('Tencent Cloud International');
    await editor.workbench.notifications.waitFor('Signed in as Tencent Cloud International');
    await view.row('orders').waitFor();
    assert.equal((await view.rows())[0]?.description, 'International');
  });

  it('a profile of the Tencent Cloud CLI, which is read anew at each use', async () => {
    const { workbench } = editor;
    await begin('Use a Tencent Cloud CLI Profile');
    await answer('Which Tencent Cloud CLI profile?', 'staging');
    await answer('Which site does the account belong to?', 'China');
    await acceptProposed('staging');
    await workbench.notifications.waitFor('Signed in as staging');
    await view.row('staging').waitFor();
    await writeProfile('anotherKey0123456789abcdefghijkl');
    await workbench.run('TEM: Refresh Applications');
    await view.row('Sign in again').waitFor();
    await writeProfile(owner.secretKey);
    await workbench.run('TEM: Refresh Applications');
    await view.row('Sign in again').waitFor({ state: 'detached' });
  });

  it('the role that a profile names; a profile that is not for us says why, and cannot be chosen', async () => {
    const { workbench, sandbox } = editor;
    const write = (profile: string, fields: object) =>
      writeFile(path.join(home, '.tccli', `${profile}.credential`), JSON.stringify({ ...keyOf(builder), ...fields }));
    await write('ci', { 'role-arn': deployerArn, 'role-session-name': 'ci' });
    await write('login', { type: 'oauth', expiresAt: Date.now() / 1000 - 60 });
    await write('machine', { type: 'cvm-role' });
    await begin('Use a Tencent Cloud CLI Profile');
    await workbench.quickInput.step('Which Tencent Cloud CLI profile?');
    const rows = (await workbench.quickInput.rows()).filter(({ label }) => label !== '');
    assert.deepEqual(
      rows.map(({ label, description }) => `${label} | ${description}`),
      [`ci | as the role ${deployerArn}`, 'staging | ', 'login | Key expired', 'machine | Machine role not supported'],
    );
    assert.match(
      rows[2]?.detail ?? '',
      /to renew the key, then try again\. .* \(tccli sts GetCallerIdentity --profile/,
    );
    assert.match(rows[3]?.detail ?? '', /uses the role of the virtual machine/);
    await workbench.picture(path.join(cacheDir, 'pictures', 'sign-in-profiles.png'));
    // The row has no room for the whole reason.
    await workbench.quickInput.row('machine').click();
    await workbench.quickInput.step('machine: This profile uses');
    assert.deepEqual(await workbench.notifications.texts(), []);
    await answer('Which Tencent Cloud CLI profile?', 'ci');
    await answer('Which site does the account belong to?', 'China');
    await acceptProposed('ci');
    await workbench.notifications.waitFor('Signed in as ci');
    await view.row('ci').waitFor();
    assert.equal(sandbox.requests.of('AssumeRole').length, 1);
  });

  it('not while STS does not answer: that is seen, and can be cancelled', async () => {
    const { workbench, sandbox } = editor;
    const role = { 'role-arn': deployerArn, 'role-session-name': 'silent' };
    await writeFile(path.join(home, '.tccli', 'silent.credential'), JSON.stringify({ ...keyOf(builder), ...role }));
    sandbox.conditions.faults = [{ kind: 'AssumeRole', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    await begin('Use a Tencent Cloud CLI Profile');
    await answer('Which Tencent Cloud CLI profile?', 'silent');
    await answer('Which site does the account belong to?', 'China');
    await acceptProposed('silent');
    await workbench.notifications.waitFor('Checking the key with TEM', 10_000);
    await workbench.notifications.click('Checking the key with TEM', 'Cancel');
    await workbench.notifications.waitUntilGone('Checking the key with TEM', 10_000);
    assert.ok(!(await accounts()).includes('silent'));
  });

  it('offers what helps beside Try Again, such as other regions where none is served', async () => {
    const { workbench, sandbox } = editor;
    const effect = { type: 'status', status: 200, code: 'UnsupportedRegion' } as const;
    sandbox.conditions.faults = [{ kind: 'DescribeApplications', nth: 1, times: Infinity, effect }];
    await typeKey(workbench, owner, 'Elsewhere');
    const why = 'Could not sign in: TEM does not support this region.';
    await workbench.notifications.waitFor(why);
    assert.deepEqual(await workbench.notifications.buttons(why), ['Select Regions…', 'Try Again', 'Show Log']);
  });

  it('a temporary key with its token, and not without it', async () => {
    const { workbench } = editor;
    await typeKey(workbench, { ...temporary, token: '' }, 'Temporary');
    await workbench.notifications.waitFor('The temporary key has expired or its token is wrong.');
    assert.ok(!(await accounts()).includes('Temporary'));
    await workbench.clearNotifications();
    await typeKey(workbench, temporary, 'Temporary');
    await workbench.notifications.waitFor('Signed in as Temporary');
    await view.row('Temporary').waitFor();
  });

  it('not while the clock is off by more than 5 minutes, which is said', async () => {
    const { workbench } = editor;
    skew = 10 * 60_000;
    await typeKey(workbench, owner, 'Early');
    await workbench.notifications.waitFor(
      /Could not sign in: The clock of this machine is off by more than 5 minutes\. .*RequestId: /,
    );
    skew = 0;
    assert.ok(!(await accounts()).includes('Early'));
  });

  describe('with a key that may not list applications', () => {
    const why =
      /Could not sign in: The account lacks the required permission\. .*tem:DescribeApplications.*may still upload/;

    before(() => {
      const account = editor.sandbox.world.accountOf(owner.secretId);
      assert.ok(account);
      account.actions = ['tem:CreateCosToken'];
    });

    it('says what is missing; put away, nothing is kept', async () => {
      const { workbench } = editor;
      await typeKey(workbench, owner, 'Uploader');
      await workbench.notifications.waitFor(why);
      assert.deepEqual(await workbench.notifications.buttons(why), ['Sign In Anyway']);
      await workbench.clearNotifications();
      await workbench.run('TEM: Refresh Applications');
      await view.row('No permission').waitFor();
      assert.ok(!(await accounts()).includes('Uploader'));
    });

    it('signs in anyway for those who choose to', async () => {
      const { workbench } = editor;
      await typeKey(workbench, owner, 'Uploader');
      await workbench.notifications.waitFor(why);
      await workbench.notifications.click(why, 'Sign In Anyway');
      await workbench.notifications.waitFor('Signed in as Uploader');
      await view.row('Uploader').waitFor();
    });
  });
});
