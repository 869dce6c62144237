import type { Locator, Page } from 'playwright-core';
import { hovered } from './hovered';
import { untilSeen } from './untilSeen';

/** One entry of the status bar. */
export class StatusItem {
  private readonly entry: Locator;
  private readonly label: Locator;

  /** `id` is the one the extension gave it. */
  constructor(
    private readonly page: Page,
    id: string,
  ) {
    this.entry = page.locator(`.statusbar-item[id$=".${id}"]`);
    this.label = this.entry.locator('.statusbar-item-label');
  }

  /** Resolves when it says `text`. */
  async says(text: string): Promise<void> {
    await this.label.filter({ hasText: text }).waitFor();
  }

  async isShown(): Promise<boolean> {
    return this.entry.isVisible();
  }

  /** What is read out. */
  async spoken(): Promise<string> {
    return (await this.label.getAttribute('aria-label')) ?? '';
  }

  /** The codicon it has: `beaker`. */
  async hasIcon(name: string): Promise<void> {
    await this.label.locator(`.codicon-${name}`).waitFor();
  }

  /** Clicks it until what that leads to is seen. */
  async click(effect: Locator): Promise<void> {
    await untilSeen(effect, () => this.label.click());
  }

  async tooltip(): Promise<string> {
    return hovered(this.page, this.label);
  }
}
