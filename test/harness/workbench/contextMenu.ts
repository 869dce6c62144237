import type { Locator, Page } from 'playwright-core';
import { focused } from './listRows';
import { exactly, pressed } from './pressed';
import { untilGone, untilSeen } from './untilSeen';

/** A menu that is open. */
export class ContextMenu {
  private readonly entries: Locator;

  private constructor(private readonly page: Page) {
    this.entries = page.locator('.monaco-menu .action-item .action-menu-item .action-label');
  }

  /** Right-clicks a row of a list until its menu is there: the row is then the one that has the focus. */
  static async of(page: Page, row: Locator): Promise<ContextMenu> {
    return this.opened(page, row, () => row.click({ button: 'right' }));
  }

  /** Opens the menu of a row without the mouse. */
  static async byKey(page: Page, row: Locator): Promise<ContextMenu> {
    await untilSeen(focused(row), () => row.click());
    return this.opened(page, row, () => page.keyboard.press('Shift+F10'));
  }

  private static async opened(page: Page, row: Locator, open: () => Promise<void>): Promise<ContextMenu> {
    const menu = new ContextMenu(page);
    await row.waitFor();
    await untilSeen(menu.shownFor(row), async () => {
      // That of another row lies over this one.
      await menu.close();
      await open();
    });
    return menu;
  }

  async titles(): Promise<readonly string[]> {
    return (await this.entries.allTextContents()).map((title) => title.trim()).filter((title) => title !== '');
  }

  /** Rests the pointer on an entry, as before a picture. */
  async pointAt(title: string): Promise<void> {
    await untilSeen(this.pointedAt(title), () => this.entry(title).hover());
  }

  async choose(title: string): Promise<void> {
    await untilGone(this.entries.first(), () => pressed(this.entry(title)));
  }

  /** Goes down to an entry with the arrow key and presses Enter. */
  async chooseByKey(title: string): Promise<void> {
    for (let steps = 0; steps < 20 && !(await this.pointedAt(title).isVisible()); steps++)
      await this.page.keyboard.press('ArrowDown');
    await this.pointedAt(title).waitFor();
    await untilGone(this.entries.first(), () => this.page.keyboard.press('Enter'));
  }

  async close(): Promise<void> {
    await untilGone(this.entries.first(), () => this.page.keyboard.press('Escape'));
  }

  private entry(title: string): Locator {
    return this.entries.filter({ hasText: exactly(title) });
  }

  private pointedAt(title: string): Locator {
    return this.page.locator('.monaco-menu .action-item.focused .action-label', { hasText: exactly(title) });
  }

  /** Its first entry, while the row is the one that it was opened on. */
  private shownFor(row: Locator): Locator {
    const page = this.page.locator('body').filter({ has: focused(row) });
    return page.locator(this.entries).first();
  }
}
