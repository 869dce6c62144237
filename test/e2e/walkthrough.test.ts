import assert from 'node:assert/strict';
import path from 'node:path';
import { cacheDir, repoRoot } from '../harness/cacheDir';
import { openEditor, type Editor } from '../harness/openEditor';
import { writePicturesVariable } from '../harness/testEvent';
import { takeWebp } from '../harness/workbench/takeWebp';

const pictures = process.env[writePicturesVariable]
  ? path.join(repoRoot, 'media', 'walkthrough')
  : path.join(cacheDir, 'pictures', 'walkthrough');
const themes = { light: 'light', dark: 'dark', highContrast: 'hc' } as const;

describe('the walkthrough', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
    // VS Code leaves the picture out where the editor is narrow.
    await editor.workbench.page.setViewportSize({ width: 1400, height: 900 });
  });
  after(() => editor?.stop());

  const step = (title: string) => editor.workbench.page.locator('.getting-started-step', { hasText: title });
  const done = (title: string) => step(title).locator('[role=checkbox][aria-checked=true]');
  const take = async (name: string, arrange: () => Promise<void>, clear = async () => {}) => {
    for (const theme of ['light', 'dark', 'highContrast'] as const) {
      await editor.useTheme(theme);
      await arrange();
      const file = path.join(pictures, `${name}-${themes[theme]}`);
      await takeWebp(editor.workbench, file);
      await clear();
    }
    await editor.useTheme('light');
  };

  it('opens from the welcome view and leads through four steps', async () => {
    const { workbench } = editor;
    await workbench.view('TEM', 'Applications');
    await workbench.page.locator('.welcome-view-content a', { hasText: 'Take the tour' }).click();
    await step('Explore packages').waitFor();
    const titles = await workbench.page.locator('.getting-started-step .step-title').allInnerTexts();
    assert.deepEqual(
      titles.map((title) => title.trim()),
      ['Practice in the sandbox', 'Sign in with an API key', 'Upload a JAR or WAR', 'Explore packages'],
    );
  });

  it('shows the picture of the first step', async () => {
    const image = editor.workbench.page.locator('.getting-started-media img').first();
    await image.waitFor();
    // VS Code shows it at two thirds of its 900 pixels.
    const width = await image.evaluate(async (shown: unknown) => {
      const picture = shown as { decode(): Promise<void>; readonly naturalWidth: number };
      await picture.decode();
      return picture.naturalWidth;
    });
    assert.equal(width, 600);
  });

  it('starts the sandbox by its button, and ticks the step off', async () => {
    const { workbench } = editor;
    await workbench.page
      .locator('.getting-started-step.expanded .monaco-button', { hasText: 'Start the Sandbox' })
      .click();
    await done('Practice in the sandbox').waitFor();
  });

  it('goes on by keyboard alone: from the step to the picker of packages and applications', async () => {
    const { workbench } = editor;
    const { keyboard } = workbench.page;
    await step('Upload a JAR or WAR').click();
    const button = workbench.page.locator('.getting-started-step.expanded .monaco-button', {
      hasText: 'Upload a Package',
    });
    await button.focus();
    await keyboard.press('Enter');
    await workbench.quickInput.row('orders-1.4.2.jar').waitFor();
    await workbench.quickInput.close();
    await done('Upload a JAR or WAR').waitFor();
  });

  it('has a picture of each step, of what is really seen', async () => {
    const { workbench } = editor;
    await workbench.page.setViewportSize({ width: 900, height: 560 });
    await workbench.run('View: Close All Editors');
    const view = await workbench.view('TEM', 'Applications');
    await workbench.widenSideBar(430);
    await view.row('orders').waitFor();
    await workbench.clearNotifications();
    await take('sandbox', async () => {});
    await take(
      'signIn',
      async () => {
        await workbench.run('TEM: Sign In…');
        await workbench.quickInput.input.waitFor();
      },
      () => workbench.quickInput.close(),
    );
    await take(
      'upload',
      async () => {
        await workbench.openExplorer();
        await workbench.explorer.openContextMenu('orders/target/orders-1.4.2.jar');
      },
      () => workbench.page.keyboard.press('Escape'),
    );
    const packages = await workbench.view('TEM', 'Applications');
    await packages.expand('orders', 'Packages');
    await packages.rowDescribed('orders-1.4.1.jar').waitFor();
    await workbench.run('TEM: Show Package Details');
    await workbench.quickInput.row('orders-1.4.2.jar').waitFor();
    await workbench.quickInput.choose('orders-1.4.2.jar');
    await workbench.page.locator('.tab.active').waitFor();
    await take('packages', async () => {});
  });
});
