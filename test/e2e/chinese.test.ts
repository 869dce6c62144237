import assert from 'node:assert/strict';
import path from 'node:path';
import { cacheDir } from '../harness/cacheDir';
import { openEditor, type Editor } from '../harness/openEditor';

const pictures = path.join(cacheDir, 'pictures');

describe('Simplified Chinese', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ language: 'zh-cn' });
  });
  after(() => editor?.stop());

  const take = (name: string) => editor.workbench.picture(path.join(pictures, `chinese-${name}.png`));

  it('is what the welcome view speaks, and VS Code around it', async () => {
    const { workbench } = editor;
    await workbench.page.locator('.activitybar .action-label[aria-label^="资源管理器"]').waitFor();
    await workbench.view('TEM', '应用');
    const welcome = workbench.page.locator('.welcome-view-content').first();
    await welcome.locator('.monaco-button', { hasText: '使用本地沙箱试用' }).waitFor();
    assert.match(await welcome.innerText(), /右键即可将 JAR 或 WAR 上传到腾讯云弹性微服务/);
    await take('welcome');
  });

  it('is what the walkthrough speaks', async () => {
    const { workbench } = editor;
    await workbench.page.locator('.welcome-view-content a', { hasText: '入门指南' }).click();
    const titles = workbench.page.locator('.getting-started-step .step-title');
    await titles.last().waitFor();
    assert.deepEqual(
      (await titles.allInnerTexts()).map((title) => title.trim()),
      ['在沙箱中练习', '使用 API 密钥登录', '上传 JAR 或 WAR', '查看程序包'],
    );
    await take('walkthrough');
  });

  it('is what rows, their tooltips and their menus speak', async () => {
    const { workbench } = editor;
    await workbench.page.locator('.getting-started-step.expanded .monaco-button', { hasText: '启动沙箱' }).click();
    const view = await workbench.openedView('TEM', '应用');
    await workbench.widenSideBar(520);
    await view.expand('orders', '程序包');
    await view.rowDescribed('[shop-test] · orders-1.4.1.jar').waitFor();
    await view.rowDescribed('COS, 已部署').first().waitFor();
    await take('rows');
    const menu = await view.openContextMenu('20261108093012');
    assert.ok((await menu.titles()).includes('查看程序包详情'));
    await take('menu');
    await workbench.page.keyboard.press('Escape');
  });

  it('is what the steps and the notification of an upload speak', async () => {
    const { workbench } = editor;
    await workbench.view('资源管理器', '');
    const file = 'orders/target/orders-1.4.2.jar';
    const menu = await workbench.explorer.openContextMenu(file);
    assert.ok((await menu.titles()).includes('上传程序包到 TEM…'));
    await menu.choose('上传程序包到 TEM…');
    await workbench.quickInput.step('上传到哪个应用？');
    await workbench.quickInput.row('orders').waitFor();
    await take('picker');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/已将 orders-1\.4\.2\.jar 上传到 orders，版本号 \S+/);
    await take('notification');
  });

  it('is what the details of a package and the settings speak', async () => {
    const { workbench } = editor;
    await workbench.run('TEM: 查看程序包详情');
    await workbench.quickInput.choose('orders-1.4.2.jar');
    assert.match(await workbench.editorText('orders-1.4.2.jar'), /所需 Java 版本/);
    await take('details');
    await workbench.run('Preferences: Open Settings (UI)');
    await workbench.page.locator('.settings-header .monaco-editor').click();
    await workbench.page.keyboard.type('@ext:tem-toolkit.tem-toolkit');
    await workbench.page.locator('.setting-item-description', { hasText: '上传程序包的版本号' }).waitFor();
    await take('settings');
  });
});
