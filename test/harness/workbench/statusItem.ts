import type { Locator, Page } from 'playwright-core';

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

  async click(): Promise<void> {
    await this.label.click();
  }

  async tooltip(): Promise<string> {
    await this.label.hover();
    const hover = this.page.locator('.workbench-hover-container .monaco-hover');
    await hover.waitFor();
    return (await hover.innerText()).trim();
  }
}
