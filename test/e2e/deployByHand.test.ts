import assert from 'node:assert/strict';
import path from 'node:path';
import { repoRoot } from '../harness/cacheDir';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import { writePicturesVariable } from '../harness/testEvent';
import { takeWebp } from '../harness/workbench/takeWebp';
import { openForDeploying, type EditorForDeploying } from './openForDeploying';

const old = '20261019160455';
const wanted = '20261108093012';

describe('deploying to production by hand', () => {
  let editor: EditorForDeploying;
  before(async () => {
    editor = await openForDeploying({
      'tem.deploy.strategy': {
        prod: { kind: 'manual', batches: 2, pauseSeconds: 0, trialInstances: 1, minAvailable: 1 },
      },
    });
  });
  after(() => editor?.stop());

  const openPlan = async (): Promise<string> => {
    const { workbench, view } = editor;
    await (await view.openContextMenu('shop-prod')).choose('Deploy to Environment…');
    await workbench.quickInput.row(wanted).waitFor();
    await workbench.quickInput.choose(wanted);
    return workbench.modal.text();
  };

  it('asks for the name of the application, and takes no other', async () => {
    const { workbench, view, sandbox } = editor;
    await view.expand('orders', 'Environments', 'Packages');
    await view.row('shop-prod').waitFor();
    await takeInEveryTheme(editor, 'deploy-plan', { arrange: openPlan, clear: () => workbench.modal.answer('Cancel') });
    const plan = await openPlan();
    assert.match(plan, new RegExp(`in shop-prod, replacing ${old}`));
    assert.match(plan, /Environment: shop-prod \(production\)/);
    await workbench.modal.answer('Deploy');
    await workbench.quickInput.step(/orders/);
    await workbench.quickInput.type('order');
    await workbench.quickInput.accept();
    assert.equal(sandbox.rollouts.length, 0);
    sandbox.conditions.rollout.buildMs = 15_000;
    await workbench.quickInput.type('orders');
    await workbench.quickInput.accept();
    await workbench.notifications.waitFor(/Deploying 20261108093012 to orders in shop-prod: building the image/);
  });

  it('is followed by a window that is reloaded in the middle, to its verdict', async () => {
    const { workbench } = editor;
    await workbench.reload();
    await workbench.notifications.waitFor(/Deploying 20261108093012 to orders in shop-prod/);
  });

  it('waits after each batch, by a message and on its row', async () => {
    const { workbench, view } = editor;
    await workbench.notifications.waitFor(/Batch 1 of 2 .* is waiting for you/);
    await view.expand('orders', 'Environments', 'shop-prod');
    await view.row(`Deploying ${wanted}`).waitFor();
    const row = (await view.rows()).find(({ label }) => label === `Deploying ${wanted}`);
    assert.match(row?.description ?? '', /[●◐◎○]{2}/);
    assert.match(row?.spoken ?? '', /waiting for you to continue, batch 1 of 2 waiting, 1 of 2 new instances ready/);
    if (process.env[writePicturesVariable]) await takeWebp(workbench, path.join(repoRoot, 'media', 'readme', 'deploy'));
    await takeInEveryTheme(editor, 'deploy-waiting');
    await workbench.notifications.click(/Batch 1 of 2/, 'Continue');
    await workbench.notifications.waitFor(/orders 20261108093012 runs in shop-prod: \d of \d instances ready/);
    assert.equal(editor.sandbox.rollouts.length, 1);
    assert.equal(editor.sandbox.requests.of('ResumeDeployApplication').length, 1);
    await takeInEveryTheme(editor, 'deploy-succeeded');
  });
});
