import type { Locator } from 'playwright-core';
import { untilSeen } from './untilSeen';

const selected = '.monaco-list-row.selected';
const onlySelected = `.monaco-list-rows:not(:has(> .selected ~ .selected)) > ${selected}`;

/** Clicks a row of a list until it alone is selected, which also opens it. */
export async function selectRow(row: Locator): Promise<void> {
  // Its name, as the rest of a row that shows icons under the pointer is theirs.
  const name = row.locator('.label-name').first();
  await untilSeen(row.page().locator(onlySelected).and(row), () => name.click());
}

/** Selects these rows, in their order, and no others. */
export async function selectRows([first, ...others]: readonly Locator[]): Promise<void> {
  await selectRow(first!);
  for (const row of others) {
    const isSelected = row.page().locator(selected).and(row);
    await untilSeen(isSelected, () => row.click({ modifiers: ['ControlOrMeta'] }));
  }
}
