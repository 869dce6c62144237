import type { Locator, Page } from 'playwright-core';
import { exactly, pressed } from './pressed';

/** A menu that is open. */
export class ContextMenu {
  private readonly entries: Locator;

  private constructor(private readonly page: Page) {
    this.entries = page.locator('.monaco-menu .action-item .action-menu-item .action-label');
  }

  static async shown(page: Page): Promise<ContextMenu> {
    const menu = new ContextMenu(page);
    await menu.entries.first().waitFor();
    return menu;
  }

  async titles(): Promise<readonly string[]> {
    return (await this.entries.allTextContents()).map((title) => title.trim()).filter((title) => title !== '');
  }

  /** Rests the pointer on an entry, as before a picture. */
  async pointAt(title: string): Promise<void> {
    await this.entries.filter({ hasText: exactly(title) }).hover();
  }

  async choose(title: string): Promise<void> {
    await pressed(this.entries.filter({ hasText: exactly(title) }));
    await this.entries.first().waitFor({ state: 'hidden' });
  }

  /** Goes down to an entry with the arrow key and presses Enter. */
  async chooseByKey(title: string): Promise<void> {
    const focused = this.page.locator('.monaco-menu .action-item.focused .action-label', { hasText: exactly(title) });
    for (let steps = 0; steps < 20 && !(await focused.isVisible()); steps++)
      await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await this.entries.first().waitFor({ state: 'hidden' });
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.entries.first().waitFor({ state: 'hidden' });
  }
}
