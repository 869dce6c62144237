import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import type { PageElement } from './pageElement';
import { exactly } from './pressed';

/** A row of a tree as it is read. `level` counts from 1. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
  readonly level: number;
}

/** A view of the side bar that shows a tree, or a welcome text in its place. */
export class TreeView {
  private readonly pane: Locator;
  private readonly list: Locator;
  private readonly welcome: Locator;

  constructor(
    private readonly page: Page,
    title: string,
  ) {
    const heading = page.locator('.pane-header .title', { hasText: exactly(title) });
    this.pane = page.locator('.part.sidebar .pane').filter({ has: heading });
    this.list = page.locator(`.part.sidebar [role=tree][aria-label="${title}"]`);
    this.welcome = this.pane.locator('.welcome-view-content');
  }

  /** From top to bottom, which is not the order in which the page has them. */
  async rows(): Promise<readonly TreeRow[]> {
    return this.list.locator('.monaco-list-row').evaluateAll((all: PageElement[]) =>
      [...all]
        .sort((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row) => ({
          label: row.querySelector('.label-name')?.textContent?.trim() ?? '',
          description: row.querySelector('.label-description')?.textContent?.trim() ?? '',
          spoken: row.getAttribute('aria-label') ?? '',
          level: Number(row.getAttribute('aria-level')),
        })),
    );
  }

  /** The first row with exactly this label. */
  row(label: string): Locator {
    const name = this.page.locator('.label-name', { hasText: exactly(label) });
    return this.list.locator('.monaco-list-row').filter({ has: name }).first();
  }

  /** The first row whose description holds `text`, or matches it. */
  rowDescribed(text: string | RegExp): Locator {
    const description = this.page.locator('.label-description', { hasText: text });
    return this.list.locator('.monaco-list-row').filter({ has: description }).first();
  }

  /** Opens each in turn, unless it is open, and waits for the last one's rows or notice. */
  async expand(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const row = this.row(label);
      await row.waitFor();
      if ((await row.getAttribute('aria-expanded')) === 'true') continue;
      await row.locator('.monaco-tl-twistie').click();
      await this.list.locator('.monaco-list-row[aria-expanded=true]').and(row).waitFor();
    }
  }

  /** Clicks one of the icons that a row shows under the pointer. */
  async clickInline(label: string, action: string): Promise<void> {
    const row = this.row(label);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
  }

  async openContextMenu(label: string): Promise<ContextMenu> {
    await this.row(label).click({ button: 'right' });
    return ContextMenu.shown(this.page);
  }

  /** Right-clicks the last of several selected rows. */
  async openContextMenuOfSeveral(labels: readonly string[]): Promise<ContextMenu> {
    for (const [index, label] of labels.entries()) {
      await this.row(label).click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
    }
    return this.openContextMenu(labels[labels.length - 1]!);
  }

  /** Without the mouse, once the row has the focus. */
  async openContextMenuByKey(label: string): Promise<ContextMenu> {
    await this.row(label).click();
    await this.page.keyboard.press('Shift+F10');
    return ContextMenu.shown(this.page);
  }

  /** Clicks one of the icons beside the title of the view. */
  async clickTitle(action: string): Promise<void> {
    await this.pane.locator('.pane-header').hover();
    await this.pane.locator(`.pane-header .action-label[aria-label^="${action}"]`).click();
  }

  async tooltip(label: string): Promise<string> {
    await this.row(label).locator('.label-name').hover();
    const hover = this.page.locator('.workbench-hover-container .monaco-hover');
    await hover.waitFor();
    return (await hover.innerText()).trim();
  }

  async welcomeText(): Promise<string> {
    await this.welcome.waitFor();
    return this.welcome.innerText();
  }

  async welcomeButtons(): Promise<readonly string[]> {
    await this.welcome.locator('.monaco-button').first().waitFor();
    return this.welcome.locator('.monaco-button').allInnerTexts();
  }

  async clickWelcome(button: string): Promise<void> {
    await this.welcome.locator('.monaco-button', { hasText: exactly(button) }).click();
  }
}
