import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Themes } from './fetchHost';
import { findBrowser } from './findBrowser';
import { openWorkbenches } from './openWorkbenches';
import { serveEditor, type EditorOptions } from './serveEditor';
import { withChineseFont } from './withChineseFont';
import { Workbench } from './workbench/workbench';
import { untilSeen } from './workbench/untilSeen';

/** A VS Code with the packaged extension, open in a browser on a fresh sample workspace. */
export interface Editor {
  readonly workbench: Workbench;
  /** The folder that is open. */
  readonly folder: string;
  /** Where the extension keeps what all windows share. */
  readonly storage: string;
  /** Changes the colour theme, as a person does, and resolves when it is shown. */
  useTheme(theme: keyof Themes): Promise<void>;
  /** Opens the same folder in another window, of the same person. */
  openAnother(): Promise<Workbench>;
  /** Kills VS Code in the middle of whatever it does, and opens it again with another package of the extension. */
  update(vsix: string): Promise<void>;
  stop(): Promise<void>;
}

/** Opens an editor of its own, with nothing remembered from another one. */
export async function openEditor(options: EditorOptions = {}): Promise<Editor> {
  const found = await findBrowser();
  const browserOptions = options.language ? await withChineseFont(found) : found;
  let served = await serveEditor({ ...options, user: { 'workbench.reduceMotion': 'on', ...options.user } });
  const browser = await chromium.launch(browserOptions);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(30_000);
  const opened: Workbench[] = [];
  const open = async (): Promise<Workbench> => {
    const workbench = new Workbench(await context.newPage(), path.basename(served.folder));
    opened.push(workbench);
    openWorkbenches.add(workbench);
    await workbench.open(served.entrance);
    return workbench;
  };
  const workbench = await open();
  const { page } = workbench;
  return {
    workbench,
    folder: served.folder,
    storage: served.storage,
    async useTheme(theme) {
      // A list that has just been closed may take the one of the themes with it.
      await untilSeen(page.locator(`.monaco-workbench.${themeClasses[theme]}`), async () => {
        await workbench.run('Preferences: Color Theme');
        await workbench.quickInput.type(served.host.themes[theme]);
        await workbench.quickInput.choose(served.host.themes[theme]);
        await workbench.quickInput.gone();
      });
    },
    openAnother: open,
    async update(vsix) {
      served = await served.update(vsix);
      await workbench.open(served.entrance);
    },
    async stop() {
      for (const one of opened) openWorkbenches.delete(one);
      await browser.close();
      await served.stop();
    },
  };
}

const themeClasses: Readonly<Record<keyof Themes, string>> = { light: 'vs', dark: 'vs-dark', highContrast: 'hc-black' };
