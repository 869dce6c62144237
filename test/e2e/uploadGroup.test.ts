import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { cacheDir } from '../harness/cacheDir';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import { untilGone } from '../harness/workbench/untilSeen';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const names = ['a.jar', 'b.jar', 'c.jar', 'd.jar'];
const why = 'Proxy rejected the connection · orders';

describe('four packages to one application, one of which fails', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ user: { 'tem.regions': ['ap-guangzhou'], 'tem.upload.maxConcurrent': 1 } });
    const { folder, sandbox, workbench } = editor;
    for (const name of names)
      await copyFile(path.join(folder, samplePackages.inventory), path.join(folder, 'orders', 'target', name));
    await typeKey(workbench, sandbox.credential, 'Shop');
    await workbench.notifications.waitFor('Signed in as Shop');
    await workbench.clearNotifications();
    await workbench.widenSideBar(560);
  });
  after(() => editor?.stop());

  /** Answers as often as it is asked, until the uploads have begun. */
  const sendTo = async (application: string, begun: RegExp) => {
    const { notifications, page, quickInput } = editor.workbench;
    const running = notifications.message(begun);
    for (let asked = 0; asked <= names.length; asked++) {
      await page.locator('.quick-input-widget:visible').or(running).first().waitFor();
      if (await running.isVisible()) return;
      await quickInput.step('Which application do you want to upload to?');
      await quickInput.choose(application);
    }
  };
  const failedRow = async () => {
    const view = await editor.workbench.openedView('TEM', 'Uploads');
    await view.rowDescribed(why).waitFor();
    const row = (await view.rows()).find(({ description }) => description === why);
    assert.ok(row);
    return { view, label: row.label };
  };
  const settings = () => editor.workbench.page.locator('.settings-editor');

  it('are seen in one notification, and at the end in one summary', async () => {
    const { workbench, sandbox } = editor;
    const { notifications } = workbench;
    sandbox.conditions.sharedBandwidth = 2_500_000;
    sandbox.conditions.faults = [
      { kind: 'CreateCosToken', nth: 4, effect: { type: 'intercept', status: 407, headers: {}, body: '' } },
    ];
    sandbox.requests.clear();
    const menu = await workbench.explorer.openContextMenuOfSeveral(names.map((name) => `orders/target/${name}`));
    await menu.choose('Upload Package to TEM…');
    await sendTo('orders', /Uploading 4 packages to orders: /);
    const summary = notifications.message(/packages uploaded to orders/);
    const seen: string[] = [];
    for (let looks = 0; looks < 10_000 && !(await summary.isVisible()); looks++) {
      const texts = (await notifications.texts()).filter((text) => /pload/.test(text));
      assert.ok(texts.length <= 1, texts.join('\n'));
      seen.push(...texts);
      if (looks === 0) await workbench.picture(path.join(cacheDir, 'pictures', 'upload-group-light.png'));
    }
    assert.ok(
      seen.some((text) => /^Uploading 4 packages to orders: [1-3] of 4 done · \d+%/.test(text)),
      [...new Set(seen)].join('\n'),
    );
    const said = (await notifications.texts()).filter((text) => /pload/.test(text));
    assert.deepEqual(said, ['3 packages uploaded to orders, 1 failed']);
    assert.deepEqual(await notifications.buttons(/uploaded to orders/), ['Retry Failed', 'Show Uploads']);
    await takeInEveryTheme(editor, 'upload-summary');
    // One more than uploads: the check lists once for all of them what TEM has.
    assert.equal(sandbox.requests.of('CreateCosToken').length, 5);
    assert.equal(sandbox.requests.of('CompleteMultipartUpload').length + sandbox.requests.of('PutObject').length, 3);
  });

  it('has its remedy on its row, by mouse', async () => {
    const { workbench } = editor;
    await workbench.notifications.click(/uploaded to orders/, 'Show Uploads');
    const { view, label } = await failedRow();
    assert.match(
      await view.tooltip(label),
      /The proxy rejected the connection\. Check the proxy settings of VS Code\./,
    );
    await workbench.picture(path.join(cacheDir, 'pictures', 'upload-remedy-light.png'));
    await view.clickInline(label, 'Open Proxy Settings', settings());
    // It lies over everything else.
    await untilGone(settings(), () => workbench.page.keyboard.press('Escape'));
  });

  it('has its remedy on its row, and another try beside it, by the keyboard alone', async () => {
    const { workbench, sandbox } = editor;
    const { view, label } = await failedRow();
    await view.focusByKey(label);
    const menu = await view.openContextMenuByKey(label);
    assert.deepEqual((await menu.titles()).slice(0, 3), ['Open Proxy Settings', 'Retry Upload', 'Show Upload Error']);
    await menu.chooseByKey('Open Proxy Settings');
    // It lies over everything else, and takes the focus from a menu that is opened before it has it.
    await settings().waitFor();
    await untilGone(settings(), () => workbench.page.keyboard.press('Escape'));
    await view.focusByKey(label);
    await (await view.openContextMenuByKey(label)).chooseByKey('Retry Upload');
    await workbench.notifications.waitFor(new RegExp(`^Uploaded ${label.replace('.', '\\.')} to orders as `));
    assert.equal(sandbox.requests.of('CreateCosToken').length, 6);
  });
});
