import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu';
import { expandRow, selectRow, selectRows } from './listRows';

/** The file explorer. Paths are relative to the open folder, with `/`. */
export class Explorer {
  constructor(
    private readonly page: Page,
    private readonly folderName: string,
  ) {}

  /** Expands what stands above it and resolves with the row of the file. */
  async reveal(file: string): Promise<Locator> {
    const parts = file.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      await expandRow(this.row(parts.slice(0, depth).join('/')));
    }
    const row = this.row(file);
    await row.waitFor();
    return row;
  }

  async openContextMenu(file: string): Promise<ContextMenu> {
    return ContextMenu.of(this.page, await this.reveal(file));
  }

  /** Selects a file alone. */
  async select(file: string): Promise<void> {
    await selectRow(await this.reveal(file));
  }

  /** Right-clicks the last of several selected files. */
  async openContextMenuOfSeveral(files: readonly string[]): Promise<ContextMenu> {
    // Opening a folder selects it, so every file must be in sight before the first is selected.
    for (const file of files) await this.reveal(file);
    await selectRows(files.map((file) => this.row(file)));
    return this.openContextMenu(files[files.length - 1]!);
  }

  private row(file: string): Locator {
    // The whole path is not known: VS Code writes ~ for the home folder.
    const path = `/${this.folderName}/${file}`;
    // Of a link it is told in a moment that it is one.
    const item = this.page.locator(`.explorer-item[aria-label$="${path}"], .explorer-item[aria-label*="${path} • "]`);
    return this.page.locator(rowsOf).filter({ has: item });
  }
}

const rowsOf = '.explorer-folders-view .monaco-list-row';
