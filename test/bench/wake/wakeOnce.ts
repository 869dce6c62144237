import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../harness/findBrowser';
import { receiveEvents } from '../../harness/receiveEvents';
import { serveEditor } from '../../harness/serveEditor';
import { reportPortVariable } from '../../harness/testEvent';

/** One waking in an extension host. `bytes`: of all bundles that are loaded when `activate` is done. */
export interface Wake {
  readonly loadMs: number;
  readonly activateMs: number;
  readonly bytes: number;
}

const deadlineMs = 60_000;

/** Opens a VS Code that was never used, with this extension and the sample workspace, until the extension is awake. */
export async function wakeOnce(vsix: string): Promise<Wake> {
  let wake: (wake: Wake) => void = () => undefined;
  const awake = new Promise<Wake>((resolve) => (wake = resolve));
  const receiver = await receiveEvents((event) => event.type === 'note' && wake(JSON.parse(event.text) as Wake));
  const env = { [reportPortVariable]: String(receiver.port) };
  const served = await serveEditor({ vsix, env, probe: join(__dirname, 'wakeProbe.js') });
  try {
    const browser = await chromium.launch(await findBrowser());
    try {
      const page = await browser.newPage();
      await page.goto(served.entrance);
      return await Promise.race([awake, late()]);
    } finally {
      await browser.close();
    }
  } finally {
    await served.stop();
    receiver.close();
  }
}

function late(): Promise<never> {
  const why = new Error(`the extension did not wake in ${deadlineMs / 1000} s`);
  return new Promise((_, reject) => setTimeout(() => reject(why), deadlineMs).unref());
}
