import type { Locator } from 'playwright-core';
import { untilSeen } from './untilSeen';

const selected = '.monaco-list-row.selected';
const onlySelected = `.monaco-list-rows:not(:has(> .selected ~ .selected)) > ${selected}`;

/** The row, while it is the one of its list that keys are for. */
export function focused(row: Locator): Locator {
  return row.page().locator('.monaco-list-row.focused').and(row);
}

/** Opens a folder, or whatever else has rows below it and is opened by a click. */
export async function expandRow(row: Locator): Promise<void> {
  const page = row.page();
  await row.waitFor();
  await untilSeen(page.locator('.monaco-list-row[aria-expanded=true]').and(row), async () => {
    // A second click would close what opens late. Where the first one has arrived, the key that only ever opens follows.
    if (await focused(row).isVisible()) await page.locator('.monaco-list').filter({ has: row }).press('ArrowRight');
    else await row.click();
  });
}

/** Clicks a row of a list until it alone is selected, which also opens it. */
export async function selectRow(row: Locator): Promise<void> {
  // Its name, as the rest of a row that shows icons under the pointer is theirs.
  const name = row.locator('.label-name').first();
  await untilSeen(row.page().locator(onlySelected).and(row), () => name.click());
}

/** Selects these rows, in their order, and no others. */
export async function selectRows(rows: readonly Locator[]): Promise<void> {
  const [first, ...others] = rows;
  const isSelected = (row: Locator) => row.page().locator(selected).and(row);
  for (;;) {
    await selectRow(first!);
    for (const row of others) await untilSeen(isSelected(row), () => row.click({ modifiers: ['ControlOrMeta'] }));
    // A click that was repeated because the first was slow to be seen takes its row out again.
    const seen = await Promise.all(rows.map((row) => isSelected(row).isVisible()));
    if (seen.every(Boolean)) return;
  }
}
