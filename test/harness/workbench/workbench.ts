import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { Explorer } from './explorer';
import { ModalDialog } from './modalDialog';
import { Notifications } from './notifications';
import type { StyledElement } from './pageElement';
import { exactly } from './pressed';
import { QuickInput } from './quickInput';
import { TreeView } from './treeView';
import { untilSeen } from './untilSeen';

/** The window of VS Code in a page, as a person uses it. */
export class Workbench {
  readonly explorer: Explorer;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly modal: ModalDialog;

  /** `folderName` is that of the folder which is open. */
  constructor(
    readonly page: Page,
    folderName: string,
  ) {
    this.explorer = new Explorer(page, folderName);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.modal = new ModalDialog(page);
  }

  /** Opens an address that leads to a folder and resolves when its files are listed and the extension's commands are there. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .explorer-folders-view .monaco-list-row').first().waitFor();
    await this.icon('TEM').waitFor();
  }

  /** Reload Window. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.icon('TEM').waitFor();
    await this.page.locator('.activitybar .action-item.checked').waitFor();
  }

  /** Runs a command of the palette by its whole title. */
  async run(title: string): Promise<void> {
    await this.quickInput.find('F1', `>${title}`, title);
    await this.quickInput.choose(title);
  }

  /** Puts away every message that is shown. */
  async clearNotifications(): Promise<void> {
    await this.run('Notifications: Clear All Notifications');
    await this.page.locator('.notification-toast').first().waitFor({ state: 'hidden' });
  }

  /** Opens a file of the folder by its name. */
  async openFile(name: string): Promise<void> {
    await this.quickInput.find('ControlOrMeta+P', name, name);
    await this.quickInput.choose(name);
    await this.page.locator(`.tab.active[aria-label^="${name}"]`).waitFor();
  }

  /** What the editor in front shows of its text, once its tab is called `title`. */
  async editorText(title: string): Promise<string> {
    await this.page.locator(`.tab.active[aria-label^="${title}"]`).waitFor();
    const lines = this.page.locator('.part.editor .editor-instance .view-line');
    await lines.first().waitFor();
    return (await lines.evaluateAll(readLines)).join('\n').replaceAll('\u00a0', ' ');
  }

  /** Resolves once the status bar says that something was copied, with what that was; `said` is a part of it. */
  async copied(said: string): Promise<string> {
    await this.page.locator('.statusbar-item', { hasText: 'Copied' }).filter({ hasText: said }).waitFor();
    return this.pasted();
  }

  /** What is in the clipboard, as a person finds out: by pasting it. */
  async pasted(): Promise<string> {
    return this.quickInput.pasted('F1');
  }

  /** Whether the palette offers a command of this title. */
  async offers(title: string): Promise<boolean> {
    await this.quickInput.open('F1');
    await this.quickInput.type(`>${title}`);
    const offered = (await this.quickInput.rows()).some(({ label }) => label === title);
    await this.quickInput.close();
    return offered;
  }

  /** Opens a view container by the title of its icon, unless it is open, and resolves with one of its views. */
  async view(container: string, view: string): Promise<TreeView> {
    const open = this.openIcon(container);
    await this.icon(container).waitFor();
    // A click closes what is open: just after a reload that may be the very view which VS Code restored meanwhile.
    await untilSeen(open, () => this.icon(container).click());
    return this.openedView(container, view);
  }

  /** Resolves with a view once something else has opened its container. */
  async openedView(container: string, view: string): Promise<TreeView> {
    await this.openIcon(container).waitFor();
    return new TreeView(this.page, view);
  }

  async openExplorer(): Promise<void> {
    await this.view('Explorer', '');
  }

  /** Resolves when the icon of a view container counts `count`; 0 is no badge. */
  async badge(container: string, count: number): Promise<void> {
    const badge = this.icon(container).locator('.badge-content');
    if (count === 0) await badge.waitFor({ state: 'hidden' });
    else await badge.filter({ hasText: exactly(String(count)) }).waitFor();
  }

  /** The line of the output panel that holds `text`, once it is there. */
  async outputLine(text: string): Promise<void> {
    await this.page.locator('.part.panel .view-line', { hasText: text }).first().waitFor();
  }

  /** Drags the border of the side bar to `x`, in pixels from the left. */
  async widenSideBar(x: number): Promise<void> {
    const box = await this.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('the side bar is hidden');
    const { mouse } = this.page;
    await mouse.move(box.x + box.width, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(x, box.y + box.height / 2, { steps: 5 });
    await mouse.up();
  }

  async outputText(): Promise<string> {
    return this.page.locator('.part.panel .view-lines').innerText();
  }

  /** Saves a picture of the whole window. */
  async picture(file: string): Promise<void> {
    await mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, animations: 'disabled' });
  }

  private openIcon(container: string): Locator {
    return this.page.locator('.activitybar .action-item.checked').and(this.icon(container));
  }

  private icon(container: string): Locator {
    return this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${container}"])`);
  }
}

/** From top to bottom, which is not the order in which the page has them. */
function readLines(lines: StyledElement[]): readonly string[] {
  return [...lines]
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map((line) => line.textContent ?? '');
}
