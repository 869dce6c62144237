import type { Locator, Page } from 'playwright-core';
import type { PageElement } from './pageElement';
import { exactly } from './pressed';
import { untilGone, untilSeen } from './untilSeen';

/** How long a box that is open may take to take what is typed; ms. */
const fillMs = 5000;
const tries = 3;

/** A row of a quick pick as it is read; icons are left out. */
export interface QuickRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The box at the top: quick picks and input boxes, one at a time. */
export class QuickInput {
  private readonly widget: Locator;
  private readonly title: Locator;
  readonly input: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
    this.title = this.widget.locator('.quick-input-title');
    this.input = this.widget.locator('.quick-input-box input');
  }

  /** Resolves when the step with this title, placeholder or prompt is shown. */
  async step(text: string | RegExp): Promise<void> {
    await this.said(text).waitFor();
  }

  /** Where the step says `text` as its title, placeholder or prompt. */
  said(text: string | RegExp): Locator {
    const said = this.widget.locator('.quick-input-title, .quick-input-message').filter({ hasText: text });
    return said.or(this.widget.getByPlaceholder(text)).first();
  }

  /** Opens it by a key, ready for what is typed next. */
  async open(key: string): Promise<void> {
    const { keyboard } = this.page;
    if (await this.widget.isVisible()) await this.close();
    await untilSeen(this.input, () => keyboard.press(key));
  }

  /**
   * Opens it by a key, types `text` and resolves when the row with this label is offered. What happened just before may
   * still take the focus, and the box with it: then all of it once more.
   */
  async find(key: string, text: string, label: string): Promise<void> {
    await untilSeen(this.row(label), async () => {
      await this.open(key);
      await this.input.fill(text, { timeout: fillMs });
    });
  }

  /** The text that a paste puts into the box. What happened just before may take the box away here as well. */
  async pasted(key: string): Promise<string> {
    for (let left = tries; ; left--) {
      await this.open(key);
      try {
        await this.input.fill('', { timeout: fillMs });
        await this.input.press('ControlOrMeta+V', { timeout: fillMs });
        const text = await this.input.inputValue({ timeout: fillMs });
        await this.close();
        return text;
      } catch (error) {
        if (left <= 1) throw error;
      }
    }
  }

  /** From top to bottom, which is not the order in which the page has them. */
  async rows(): Promise<readonly QuickRow[]> {
    const rows = this.widget.locator('.monaco-list-row');
    await rows.first().waitFor();
    return rows.evaluateAll((all: PageElement[]) =>
      [...all]
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row) => {
          const read = (selector: string) => row.querySelector(selector)?.textContent?.trim() ?? '';
          return {
            label: read('.quick-input-list-row:first-child .label-name'),
            description: read('.quick-input-list-row:first-child .label-description'),
            detail: read('.quick-input-list-label-meta'),
          };
        }),
    );
  }

  /** The label of the row that Enter takes, once there is one. */
  async active(): Promise<string> {
    const label = this.widget.locator('.monaco-list-row.focused .quick-input-list-row:first-child .label-name');
    return (await label.innerText()).trim();
  }

  /** The row with exactly this label. */
  row(label: string): Locator {
    return this.rowIn(this.widget, label);
  }

  /** Clicks a row that answers the step. One that does not is clicked by `row(label).click()`. */
  async choose(label: string): Promise<void> {
    await this.row(label).waitFor();
    // The next step may have a row of this label too.
    const title = (await this.title.textContent()) ?? '';
    const heading = this.page.locator('.quick-input-title', { hasText: exactly(title) });
    const row = this.rowIn(this.widget.filter({ has: heading }), label);
    await untilGone(row, () => row.click());
  }

  /** Ticks rows of a pick that takes several, then accepts. */
  async chooseSeveral(labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.tick(label);
    await this.accept();
  }

  /** Puts `text` in place of what stands there. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async close(): Promise<void> {
    await untilGone(this.widget, () => this.page.keyboard.press('Escape'));
  }

  private async tick(label: string): Promise<void> {
    const box = this.row(label).locator('.monaco-checkbox');
    const before = await box.getAttribute('aria-checked');
    await untilGone(this.row(label).locator(`.monaco-checkbox[aria-checked=${before}]`), () => box.click());
  }

  private rowIn(widget: Locator, label: string): Locator {
    const name = this.page.locator('.quick-input-list-row:first-child .label-name', { hasText: exactly(label) });
    return widget.locator('.monaco-list-row').filter({ has: name }).first();
  }

  async gone(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  async isMasked(): Promise<boolean> {
    return (await this.input.getAttribute('type')) === 'password';
  }

  /** The line below the box: the prompt, or why what was typed will not do. */
  async message(): Promise<string> {
    return (await this.widget.locator('.quick-input-message').textContent())?.trim() ?? '';
  }
}
