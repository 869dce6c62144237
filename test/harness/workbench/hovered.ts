import type { Locator, Page } from 'playwright-core';
import { untilSeen } from './untilSeen';

/** What is said of something while the pointer rests on it. */
export async function hovered(page: Page, what: Locator): Promise<string> {
  const hover = page.locator('.workbench-hover-container .monaco-hover');
  await untilSeen(hover, async () => {
    // Only a pointer that comes from elsewhere is one that comes.
    await page.mouse.move(0, 0);
    await what.hover();
  });
  return (await hover.innerText()).trim();
}
