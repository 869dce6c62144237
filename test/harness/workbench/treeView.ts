import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import type { PageElement } from './pageElement';
import { hovered } from './hovered';
import { focused, selectRow, selectRows } from './listRows';
import { exactly } from './pressed';
import { untilSeen } from './untilSeen';

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
  readonly welcome: Locator;

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
      const open = this.list.locator('.monaco-list-row[aria-expanded=true]').and(row);
      await untilSeen(open, () => row.locator('.monaco-tl-twistie').click());
    }
  }

  /** Clicks a row until it alone is selected, which also opens it. */
  async select(label: string): Promise<void> {
    await selectRow(this.row(label));
  }

  /** Clicks one of the icons that a row shows under the pointer, until what that leads to is seen. */
  async clickInline(label: string, action: string, effect: Locator): Promise<void> {
    const row = this.row(label);
    await untilSeen(effect, async () => {
      await row.hover();
      await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
    });
  }

  async openContextMenu(label: string): Promise<ContextMenu> {
    return ContextMenu.of(this.page, this.row(label));
  }

  /** Right-clicks the last of several selected rows. */
  async openContextMenuOfSeveral(labels: readonly string[]): Promise<ContextMenu> {
    await selectRows(labels.map((label) => this.row(label)));
    return this.openContextMenu(labels[labels.length - 1]!);
  }

  /** Goes to a row with the keys alone, from the top of the tree on. */
  async focusByKey(label: string): Promise<void> {
    const there = focused(this.row(label));
    // Keys are faster than an answer of TEM.
    await this.row(label).waitFor();
    await this.list.focus();
    await this.page.keyboard.press('Home');
    for (let steps = 0; steps < 40 && !(await there.isVisible()); steps++) await this.page.keyboard.press('ArrowDown');
    await there.waitFor();
  }

  /** Without the mouse, once the row has the focus. */
  async openContextMenuByKey(label: string): Promise<ContextMenu> {
    return ContextMenu.byKey(this.page, this.row(label));
  }

  /** Clicks one of the icons beside the title of the view, until what that leads to is seen. */
  async clickTitle(action: string, effect: Locator): Promise<void> {
    await untilSeen(effect, async () => {
      await this.pane.locator('.pane-header').hover();
      await this.pane.locator(`.pane-header .action-label[aria-label^="${action}"]`).click();
    });
  }

  async tooltip(label: string): Promise<string> {
    return hovered(this.page, this.row(label).locator('.label-name'));
  }

  async welcomeText(): Promise<string> {
    await this.welcome.waitFor();
    return this.welcome.innerText();
  }

  async welcomeButtons(): Promise<readonly string[]> {
    await this.welcome.locator('.monaco-button').first().waitFor();
    return this.welcome.locator('.monaco-button').allInnerTexts();
  }

  /** Clicks a button of the welcome text, until what that leads to is seen. */
  async clickWelcome(button: string, effect: Locator): Promise<void> {
    await untilSeen(effect, () => this.welcome.locator('.monaco-button', { hasText: exactly(button) }).click());
  }
}
