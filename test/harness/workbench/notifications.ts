import type { Locator, Page } from 'playwright-core';
import { exactly } from './pressed';
import { untilGone, untilSeen } from './untilSeen';

/** Long enough for an upload over a slow line to reach what is waited for, in ms. */
const toastTimeout = 20_000;
/** How long a person who sees no message at all waits before they look behind the bell, in ms. */
const patience = 2000;

/** The messages at the lower right. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** Resolves with the notification that says `text`, once it is there. */
  async waitFor(text: string | RegExp, timeout = 60_000): Promise<Locator> {
    const item = this.message(text);
    const isThere = (within: number) =>
      item.waitFor({ timeout: within }).then(
        () => true,
        () => false,
      );
    for (let waited = 0; waited < toastTimeout; waited += patience) {
      if (await isThere(patience)) return item;
      if (await this.isOnlyBehindBell()) break;
    }
    // Of messages that follow each other as fast as a test acts, VS Code keeps some behind the bell.
    await this.openCentre();
    await item.waitFor({ timeout });
    return item;
  }

  async waitUntilGone(text: string | RegExp, timeout = 60_000): Promise<void> {
    await this.message(text).waitFor({ state: 'hidden', timeout });
  }

  async texts(): Promise<readonly string[]> {
    return this.page.locator('.notification-list-item-message:visible').allTextContents();
  }

  /** Clicks a button, which puts the notification away. */
  async click(text: string | RegExp, button: string): Promise<void> {
    await this.waitFor(text);
    const label = this.message(text).locator('.monaco-button', { hasText: exactly(button) });
    // This very one: the next notification may say the same, and this one something else as it goes on.
    const one = await label.elementHandle();
    if (!one) throw new Error(`no button ${button}`);
    const waitFor = ({ timeout }: { readonly timeout: number }) => one.waitForElementState('hidden', { timeout });
    await untilGone({ isVisible: () => one.isVisible(), waitFor }, () => one.click());
  }

  async buttons(text: string | RegExp): Promise<readonly string[]> {
    return this.message(text).locator('.monaco-button').allTextContents();
  }

  /** What the progress bar of the notification says, 0 to 100; undefined when it is not there (any more). */
  async percent(text: string | RegExp): Promise<number | undefined> {
    const bar = this.message(text).locator('[role=progressbar]');
    const value = await bar.getAttribute('aria-valuenow', { timeout: 1000 }).catch(() => undefined);
    return value == null ? undefined : Number(value);
  }

  /** Tells whether there are messages that nobody has seen, and none in sight. */
  private async isOnlyBehindBell(): Promise<boolean> {
    const isInSight = await this.page.locator('.notification-toast .monaco-list-row:visible').first().isVisible();
    return !isInSight && (await this.page.locator(`${bell} .codicon-bell-dot`).isVisible());
  }

  private async openCentre(): Promise<void> {
    await untilSeen(this.page.locator('.notifications-center'), () => this.page.locator(bell).click());
  }

  /** The first notification that says `text`, there or not. */
  message(text: string | RegExp): Locator {
    const message = this.page.locator('.notification-list-item-message', { hasText: text });
    return this.page.locator(items).filter({ has: message }).first();
  }
}

const bell = '.statusbar-item[id="status.notifications"]';
const items = '.notification-toast .monaco-list-row, .notifications-center .monaco-list-row';
