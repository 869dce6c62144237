import assert from 'node:assert/strict';
import { openForDeploying, testEnvironment, type EditorForDeploying } from './openForDeploying';

const old = '20261019160455';
const wanted = '20261108093012';

describe('a deployment that a person takes back', () => {
  let editor: EditorForDeploying;
  before(async () => {
    editor = await openForDeploying({ 'tem.deploy.confirm': 'never', 'tem.deploy.watchSeconds': 300 });
  });
  after(() => editor?.stop());

  const deploy = async (version: string, environment: string) => {
    const { workbench, view } = editor;
    await (await view.openContextMenu(version)).choose('Deploy Package…');
    await workbench.quickInput.row(environment).waitFor();
    await workbench.quickInput.choose(environment);
    await workbench.modal.answer('Deploy');
    await workbench.notifications.waitFor(new RegExp(`Deploying ${version} to orders in ${environment}`));
    await view.expand(environment);
    await view.row(`Deploying ${version}`).waitFor();
  };

  it('is none where the application runs images: that is said before anything is asked', async () => {
    const { workbench, view } = editor;
    await view.expand('gateway', 'Environments');
    await (await view.openContextMenu('shop-prod')).choose('Deploy to Environment…');
    await workbench.notifications.waitFor(/gateway runs container images, not packages/);
    await view.row('gateway').locator('.monaco-tl-twistie').click();
    await view.expand('orders', 'Environments', 'Packages');
    await view.row(old).waitFor();
  });

  it('against the will of TEM is never continued in its place', async () => {
    const { workbench, view, sandbox } = editor;
    await deploy(wanted, 'shop-prod');
    await view.rowDescribed(/waiting for you to continue/).waitFor();
    const account = sandbox.world.accounts[0]!;
    account.actions = ['tem:Describe*', 'tem:ResumeDeployApplication'];
    await (await view.openContextMenu(`Deploying ${wanted}`)).choose('Undo Deployment…');
    await workbench.modal.answer('Undo');
    await workbench.notifications.waitFor(/Could not undo the deployment of 20261108093012/);
    await (await view.openContextMenu(`Deploying ${wanted}`)).choose('Show Deployment Error');
    const said = await workbench.notifications.waitFor(/Could not undo the deployment of 20261108093012/);
    assert.match(await said.innerText(), /tem:RevertDeployApplication.*RequestId/s);
    account.actions = ['tem:*'];
    await workbench.notifications.click(/Could not undo/, 'Try Again');
    await view.row(`Undone: ${wanted}`).waitFor();
    assert.equal(sandbox.requests.of('ResumeDeployApplication').length, 0);
  });

  it('while its instances are watched goes back by a plan: TEM has finished it', async () => {
    const { workbench, view, sandbox } = editor;
    await deploy(old, 'shop-test');
    await view.rowDescribed(/checking that the instances stay ready/).waitFor();
    const menu = await view.openContextMenu(`Deploying ${old}`);
    assert.ok(!(await menu.titles()).includes('Show Deployment Error'), 'there is none');
    await menu.choose('Undo Deployment…');
    assert.match(await workbench.modal.text(), /Undo the deployment of 20261019160455/);
    await workbench.modal.answer('Undo');
    assert.match(await workbench.modal.text(), /Take orders in shop-test back to version 20261108093012/);
    await workbench.modal.answer('Go Back');
    await workbench.notifications.waitFor(/Deploying 20261108093012 to orders in shop-test/);
    const here = sandbox.rollouts.filter(({ environmentId }) => environmentId === testEnvironment);
    assert.deepEqual(
      here.map(({ version }) => version),
      [old, wanted],
    );
  });
});
