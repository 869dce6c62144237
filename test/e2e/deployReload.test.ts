import assert from 'node:assert/strict';
import { openForDeploying, type EditorForDeploying } from './openForDeploying';

const wanted = '20261108093012';

describe('a window that is reloaded in the middle of a deployment', () => {
  let editor: EditorForDeploying;
  before(async () => {
    editor = await openForDeploying({ 'tem.deploy.confirm': 'never' });
  });
  after(() => editor?.stop());

  it('goes on following it to its verdict', async () => {
    const { workbench, view, sandbox } = editor;
    sandbox.conditions.rollout.buildMs = 15_000;
    await view.expand('orders', 'Packages');
    await view.row(wanted).waitFor();
    await (await view.openContextMenu(wanted)).choose('Deploy Package…');
    await workbench.quickInput.row('shop-prod').waitFor();
    await workbench.quickInput.choose('shop-prod');
    await workbench.modal.answer('Deploy');
    await workbench.notifications.waitFor(/Deploying 20261108093012 to orders in shop-prod: building the image/);
    await workbench.reload();
    await workbench.notifications.waitFor(/Deploying 20261108093012 to orders in shop-prod/);
    // The trial batch of production waits for a person, here as well.
    await workbench.notifications.click(/is waiting for you/, 'Continue');
    await workbench.notifications.waitFor(/orders 20261108093012 runs in shop-prod/);
    assert.equal(sandbox.rollouts.length, 1);
  });
});
