import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openForDeploying, orders, testEnvironment, type EditorForDeploying } from './openForDeploying';

const jar = 'orders/target/orders-1.4.2.jar';

describe('deploying', () => {
  let editor: EditorForDeploying;
  let version = '';
  before(async () => {
    editor = await openForDeploying();
  });
  after(() => editor?.stop());

  const begun = () => editor.sandbox.rollouts.filter((one) => !one.byColleague);

  it('goes from a right-click through one plan to a service that runs', async () => {
    const { workbench, sandbox, folder } = editor;
    await workbench.openExplorer();
    const menu = await workbench.explorer.openContextMenu(jar);
    await menu.choose('Upload and Deploy to TEM…');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');
    await workbench.quickInput.row('shop-test').waitFor();
    await workbench.quickInput.choose('shop-test');
    const plan = await workbench.modal.text();
    assert.match(plan, /Upload orders-1\.4\.2\.jar and deploy it to orders in shop-test, replacing 20261108093012\?/);
    assert.match(plan, /Package: orders-1\.4\.2\.jar, 1\d\.\d M/);
    assert.match(plan, /Environment: shop-test \(test\), 1 instance/);
    assert.match(plan, /10 minutes after the upload/);
    const sending = sandbox.requests.all.filter(({ kind }) => /^(Put|Initiate|Upload)/.test(kind));
    assert.deepEqual(sending, [], 'it was sent before it was confirmed');
    await workbench.modal.answer('Upload and Deploy');
    const done = await workbench.notifications.waitFor(/orders \d{14} runs in shop-test: 1 of 1 instances ready/);
    version = /orders (\d{14})/.exec(await done.innerText())?.[1] ?? '';
    const [only, ...others] = begun();
    assert.equal(others.length, 0);
    assert.equal(only?.applicationId, orders);
    assert.equal(only?.environmentId, testEnvironment);
    assert.equal(only?.version, version);
    const stored = sandbox.store.objects().find(({ key }) => key.includes(version));
    assert.ok(stored?.bytes.equals(await readFile(path.join(folder, jar))));
  });

  it('costs what it has to: nothing is asked once nothing moves', () => {
    const { sandbox } = editor;
    assert.equal(sandbox.requests.of('RollingUpdateApplicationByVersion').length, 1);
    const reads = sandbox.requests.all.filter(({ service, kind }) => service === 'tem' && kind.startsWith('Describe'));
    const since = begun()[0]!.at;
    const during = reads.filter(({ time }) => time >= since);
    const seconds = (during.at(-1)!.time - since) / 1000;
    assert.ok(during.length <= seconds + 8, `${during.length} reads in ${seconds} s`);
  });

  it('is seen in the tree: what runs, by whom and from which package', async () => {
    const { workbench } = editor;
    await workbench.notifications.click(/runs in shop-test/, 'Reveal in Applications');
    const view = await workbench.openedView('TEM', 'Applications');
    await view.row('shop-test').waitFor();
    await view.rowDescribed(new RegExp(`test · running · 1 of 1 ready · ${version}`)).waitFor();
  });

  it('deploys an old package again from its row, over what has changed meanwhile', async () => {
    const { workbench, sandbox } = editor;
    const view = await workbench.view('TEM', 'Applications');
    await view.expand('orders', 'Packages');
    await view.row('20261019160455').waitFor();
    const menu = await view.openContextMenu('20261019160455');
    await menu.choose('Deploy Package…');
    await workbench.quickInput.row('shop-test').waitFor();
    await workbench.quickInput.choose('shop-test');
    const plan = await workbench.modal.text();
    assert.match(plan, /Deploy orders-1\.4\.0\.jar \(version 20261019160455\) to orders in shop-test, replacing/);
    assert.match(plan, /older than the running one/);
    // A colleague was quicker: what the plan replaces does not run any more.
    const theirs = sandbox.beginRollout({
      applicationId: orders,
      environmentId: testEnvironment,
      version: '20261108093012',
    });
    while (sandbox.rollouts.find(({ id }) => id === theirs.id)?.endedAt === undefined)
      await new Promise((resolve) => setTimeout(resolve, 200));
    await workbench.modal.answer('Deploy');
    assert.match(await workbench.modal.text(), /replacing 20261108093012\?/);
    assert.equal(begun().length, 1, 'it went on without a new plan');
    await workbench.modal.answer('Deploy');
    await workbench.notifications.waitFor(/orders 20261019160455 runs in shop-test/);
    assert.equal(begun().length, 2);
  });
});
