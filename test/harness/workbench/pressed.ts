import type { Locator } from 'playwright-core';

/** Chooses a menu entry as a hand does: VS Code takes a press and release without any time between them for a slip. */
export async function pressed(entry: Locator): Promise<void> {
  await entry.hover();
  await entry.click({ delay: 150 });
}

/** Matches a text that is exactly `text`, white space at its ends aside. */
export function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
}
