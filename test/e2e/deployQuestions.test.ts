import assert from 'node:assert/strict';
import { openForDeploying, orders, testEnvironment, type EditorForDeploying } from './openForDeploying';
import { answerAgain } from './typeKey';

const [old, wanted] = ['20261019160455', '20261108093012'] as const;
const shopTest = { applicationId: orders, environmentId: testEnvironment };

describe('what a person is asked around a deployment', () => {
  let editor: EditorForDeploying;
  before(async () => {
    const byHand = { kind: 'manual', batches: 2, pauseSeconds: 0, trialInstances: 1, minAvailable: 1 };
    editor = await openForDeploying({ 'tem.deploy.strategy': { prod: byHand } });
    await editor.view.expand('orders', 'Environments');
    await editor.view.row('shop-prod').waitFor();
  });
  after(() => editor?.stop());

  const escape = async () => {
    const { page } = editor.workbench;
    await page.keyboard.press('Escape');
    await page.locator('.monaco-dialog-box').waitFor({ state: 'hidden' });
  };
  const deployToTest = async () => {
    const { workbench, view } = editor;
    await (await view.openContextMenu(wanted)).choose('Deploy Package…');
    await workbench.quickInput.row('shop-test').waitFor();
    await workbench.quickInput.choose('shop-test');
    await workbench.modal.answer('Deploy');
  };

  it('is answered by the keyboard alone, from the environment to its last batch', async () => {
    const { workbench, view, sandbox } = editor;
    const { page, quickInput, modal } = workbench;
    const { keyboard } = page;
    await view.focusByKey('shop-prod');
    await (await view.openContextMenuByKey('shop-prod')).chooseByKey('Deploy to Environment…');
    await quickInput.row(wanted).waitFor();
    await quickInput.type(wanted);
    await quickInput.accept();
    const plan = await modal.text();
    assert.match(plan, /Manual: 2 batches/);
    await page.locator('.monaco-dialog-box .monaco-button:focus', { hasText: 'Deploy' }).waitFor();
    await keyboard.press('Tab');
    await page.locator('.monaco-dialog-box .monaco-button:focus', { hasText: 'Change…' }).waitFor();
    await keyboard.press('Enter');
    await quickInput.row('shop-prod').waitFor();
    for (const next of ['How are instances replaced?', /Number of batches/, /Instances that stay available/]) {
      await quickInput.accept();
      await quickInput.step(next);
    }
    await keyboard.press('Escape');
    assert.equal(await modal.text(), plan, 'closed, it changes nothing');
    await keyboard.press('Enter');
    await quickInput.step(/Enter the name of the application/);
    await quickInput.type('order');
    await quickInput.accept();
    await quickInput.step('This is not the name: orders');
    await keyboard.press('Escape');
    assert.equal(await modal.text(), plan, 'whoever leaves the name is at the plan again');
    await keyboard.press('Enter');
    await quickInput.step(/Enter the name of the application/);
    await quickInput.type('orders');
    await quickInput.accept();
    await view.expand('shop-prod');
    await view.rowDescribed(/◎○ · waiting for you to continue/).waitFor();
    const questions = (await workbench.notifications.texts()).filter((text) => text.includes('is waiting for you'));
    assert.equal(questions.length, 1, questions.join('\n'));
    await view.rowDescribed(/^production · ◎○/).waitFor();
    await view.focusByKey(`Deploying ${wanted}`);
    await (await view.openContextMenuByKey(`Deploying ${wanted}`)).chooseByKey('Continue Deployment');
    await workbench.notifications.waitFor(/orders 20261108093012 runs in shop-prod/);
    assert.equal(sandbox.requests.of('ResumeDeployApplication').length, 1);
    assert.equal(sandbox.rollouts.length, 1);
    await workbench.clearNotifications();
    await view.expand('Packages');
    await view.row(wanted).waitFor();
  });

  it('is asked by Cancel in its notification, which is there again where nobody answers', async () => {
    const { workbench, sandbox } = editor;
    const { notifications, modal } = workbench;
    sandbox.conditions.rollout.buildMs = 120_000;
    sandbox.beginRollout({ ...shopTest, version: old });
    await deployToTest();
    await modal.answer('Follow');
    await notifications.waitFor(/Deploying 20261019160455 .*building the image/);
    await notifications.click(/Deploying 20261019160455/, 'Cancel');
    assert.match(await modal.text(), /Stop the deployment of 20261019160455[^]*Undo Theirs: all instances go back/);
    await escape();
    await notifications.waitFor(/Deploying 20261019160455 .*building the image/);
    await notifications.click(/Deploying 20261019160455/, 'Cancel');
    await modal.answer('Stop Watching');
    await notifications.waitUntilGone(/Deploying 20261019160455/);
    await deployToTest();
    await modal.answer('Follow');
    await notifications.waitFor(/Deploying 20261019160455 .*building the image/);
    await deployToTest();
    await modal.answer('Wait');
    await notifications.waitFor(/Waiting to deploy 20261108093012/);
    await notifications.click(/Waiting to deploy/, 'Cancel');
    await modal.answer('Do Not Deploy');
    await notifications.waitUntilGone(/Waiting to deploy/);
    assert.equal(sandbox.requests.of('RevertDeployApplication').length, 0);
  });

  it('is told that the key is rejected, and is followed with the next one', async () => {
    const { workbench, sandbox, view } = editor;
    const account = sandbox.world.accounts[0]!;
    const key = { secretId: account.secretId, secretKey: 'replacedMeanwhile' };
    Object.assign(account, key);
    await workbench.notifications.click(/Could not read the deployment of 20261019160455/, 'Sign In…');
    await answerAgain(workbench, key);
    await view.row('orders').waitFor();
    await workbench.notifications.waitFor(/Deploying 20261019160455 .*building the image · .* ready$/);
  });

  it("is the application's name before somebody else's deployment is undone", async () => {
    const { workbench, sandbox } = editor;
    const { notifications, modal, quickInput } = workbench;
    await notifications.click(/Deploying 20261019160455/, 'Cancel');
    await modal.answer('Undo Theirs…');
    await quickInput.step(/Enter the name of the application/);
    assert.equal(sandbox.requests.of('RevertDeployApplication').length, 0);
    await quickInput.type('orders');
    await quickInput.accept();
    await notifications.waitFor(/20261019160455 to orders in shop-test is undone\. Version 20261108093012 runs again/);
    assert.equal(sandbox.requests.of('RevertDeployApplication').length, 1);
    const here = sandbox.rollouts.filter(({ environmentId }) => environmentId === testEnvironment);
    assert.deepEqual(
      here.map(({ byColleague, stage }) => [byColleague, stage]),
      [[true, 'reverted']],
    );
  });
});
