import assert from 'node:assert/strict';
import { openForDeploying, orders, testEnvironment, type EditorForDeploying } from './openForDeploying';

const theirs = '20261019160455';
const place = { applicationId: orders, environmentId: testEnvironment };

describe('a deployment that somebody else has begun', () => {
  let editor: EditorForDeploying;
  before(async () => {
    editor = await openForDeploying();
    await editor.view.expand('orders', 'Environments', 'Packages');
    await editor.view.row('shop-test').waitFor();
  });
  after(() => editor?.stop());

  it('is followed while it is in sight', async () => {
    const { view, sandbox, workbench } = editor;
    sandbox.conditions.rollout.buildMs = 14_000;
    sandbox.beginRollout({ ...place, version: theirs });
    sandbox.conditions.rollout.buildMs = 1500;
    await workbench.run('TEM: Refresh Applications');
    await view.expand('orders', 'Environments', 'shop-test');
    await view.row(`Deploying ${theirs}`).waitFor();
    assert.deepEqual(await workbench.notifications.texts(), [], 'nobody here has begun it');
  });

  it('is said to who deploys as well, and waited for: then there is a new plan', async () => {
    const { workbench, view, sandbox } = editor;
    await view.expand('Packages');
    await view.row('20261108093012').waitFor();
    await (await view.openContextMenu('20261108093012')).choose('Deploy Package…');
    await workbench.quickInput.row('shop-test').waitFor();
    await workbench.quickInput.choose('shop-test');
    await workbench.modal.answer('Deploy');
    assert.match(
      await workbench.modal.text(),
      new RegExp(`Another deployment is running[^]*Version ${theirs}, started`),
    );
    assert.equal(sandbox.rollouts.length, 1, 'ours was sent over theirs');
    await workbench.modal.answer('Wait');
    await view.row('Waiting to deploy 20261108093012').waitFor();
    await workbench.notifications.click(/has not started: another version runs there now/, 'Show New Plan');
    assert.match(await workbench.modal.text(), new RegExp(`replacing ${theirs}`));
    await workbench.modal.answer('Deploy');
    await workbench.notifications.waitFor(/orders 20261108093012 runs in shop-test/);
    const [colleague, ours, ...more] = sandbox.rollouts;
    assert.equal(more.length, 0);
    assert.equal(colleague?.byColleague, true);
    assert.ok(ours && ours.at >= (colleague?.endedAt ?? Infinity));
  });
});
