import type { Locator, Page } from 'playwright-core';
import { exactly } from './pressed';
import { untilGone } from './untilSeen';

/** A dialog that has to be answered before anything else. */
export class ModalDialog {
  private readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  /** Message and detail, once it is shown. */
  async text(): Promise<string> {
    await this.box.waitFor();
    return this.box.locator('.dialog-message-container').innerText();
  }

  /** Tells whether one is shown just now. */
  isShown(): Promise<boolean> {
    return this.box.isVisible();
  }

  async answer(button: string): Promise<void> {
    await this.box.waitFor();
    await untilGone(this.box, () => this.box.locator('.monaco-button', { hasText: exactly(button) }).click());
  }
}
