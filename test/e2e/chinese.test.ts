import path from 'node:path';
import { cacheDir } from '../harness/cacheDir';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';

const pictures = path.join(cacheDir, 'pictures');

describe('Simplified Chinese', () => {
  let editor: EditorOnSandbox;
  before(async () => {
    editor = await openOnSandbox({ language: 'zh-cn' });
  });
  after(() => editor?.stop());

  it('is spoken', async () => {
    const { workbench } = editor;
    await workbench.page.locator('.activitybar .action-item .action-label[aria-label^="TEM"]').first().click();
    await workbench.page
      .getByRole('button', { name: '使用本地沙箱试用' })
      .waitFor({ timeout: 10000 })
      .catch(() => undefined);
    await workbench.picture(path.join(pictures, 'chinese-welcome.png'));
    console.log(await workbench.page.locator('.pane-body').allInnerTexts());
  });
});
