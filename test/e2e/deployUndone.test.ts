import assert from 'node:assert/strict';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import { openForDeploying, type EditorForDeploying } from './openForDeploying';

const old = '20261019160455';
const wanted = '20261108093012';

describe('a deployment that fails', () => {
  let editor: EditorForDeploying;
  before(async () => {
    editor = await openForDeploying({ 'tem.deploy.confirm': 'never' });
    editor.sandbox.conditions.rollout.failure = { kind: 'status', batch: 1 };
  });
  after(() => editor?.stop());

  it('says why in one sentence, and offers the way back', async () => {
    const { workbench, view } = editor;
    await view.expand('orders', 'Environments', 'Packages');
    await view.row(wanted).waitFor();
    await (await view.openContextMenu(wanted)).choose('Deploy Package…');
    await workbench.quickInput.row('shop-prod').waitFor();
    await workbench.quickInput.choose('shop-prod');
    assert.match(await workbench.modal.text(), new RegExp(`in shop-prod, replacing ${old}`));
    await workbench.modal.answer('Deploy');
    await workbench.notifications.waitFor(/The deployment of 20261108093012 to orders in shop-prod failed/);
    assert.deepEqual(await workbench.notifications.buttons(/failed/), ['Undo', 'Show Instances', 'Open in Console']);
    await view.expand('shop-prod');
    await view.row(`Failed: ${wanted}`).waitFor();
    await takeInEveryTheme(editor, 'deploy-failed');
  });

  it('is undone: by a plan that says what stays, after which the version before runs again', async () => {
    const { workbench, sandbox } = editor;
    await workbench.notifications.click(/failed/, 'Undo');
    const plan = await workbench.modal.text();
    assert.match(plan, new RegExp(old));
    await workbench.modal.answer('Go Back');
    // Its trial batch, as for each deployment to production.
    await workbench.notifications.click(/is waiting for you/, 'Continue');
    await workbench.notifications.waitFor(new RegExp(`orders ${old} runs in shop-prod`));
    assert.equal(sandbox.rollouts.length, 2);
  });
});
