import path from 'node:path';
import { chromium } from 'playwright-core';
import { makeSampleWorkspace } from '../fixtures/makeSampleWorkspace';
import { activationTime } from './activationTime';
import { repoRoot } from './cacheDir';
import { fetchHost, type HostName } from './fetchHost';
import { findBrowser } from './findBrowser';
import { makeDataDirs } from './makeDataDirs';
import { receiveEvents, type Outcome } from './receiveEvents';
import { serve, type Served } from './serve';
import { onlyVariable, reportPortVariable, type HostRun } from './testEvent';

/** How long a suite may take before the host is given up. */
const deadlineMs = 15 * 60_000;

/** Runs `out/test/host` inside the extension host of a VS Code that npm carries; its page is open in a browser. */
export async function runInHost(name: HostName, { onEvent, only }: HostRun): Promise<Outcome> {
  const host = await fetchHost(name);
  const browserOptions = await findBrowser();
  const dirs = await makeDataDirs({
    user: { 'workbench.colorTheme': host.lightTheme, 'security.workspace.trust.enabled': false },
  });
  const folder = path.join(dirs.userDataDir, '..', 'shop');
  await makeSampleWorkspace(folder);
  const receiver = await receiveEvents(onEvent);
  const env = { [reportPortVariable]: String(receiver.port), ...(only && { [onlyVariable]: only }) };
  const served = await serve(host, { ...dirs, for: 'tests', env });
  const browser = await chromium.launch(browserOptions);
  const timer = setTimeout(() => receiver.giveUp(`${host.name} did not report in time`), deadlineMs);
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('crash', () => receiver.giveUp('the page of VS Code crashed'));
    await page.goto(testUrl(served, folder));
    const outcome = await receiver.outcome.catch((error: unknown) => {
      throw new Error(`${host.name}: ${String(error)}\nlast words of its page:\n${said.slice(-10).join('\n')}`);
    });
    onEvent({ type: 'note', text: `${host.name}: ${await activationTime(dirs.userDataDir)}` });
    return outcome;
  } finally {
    clearTimeout(timer);
    receiver.close();
    await browser.close();
    await served.stop();
    await dirs.remove();
  }
}

/** The page that opens `folder`, loads the extension from the repository and calls `run()` of the suite. */
function testUrl({ url, secret }: Served, folder: string): string {
  const remote = (file: string) => `vscode-remote://${new URL(url).host}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(repoRoot)],
    ['extensionTestsPath', remote(path.join(repoRoot, 'out', 'test', 'host', 'runSuite'))],
  ];
  return `${url}/?${new URLSearchParams({ tkn: secret, folder, payload: JSON.stringify(payload) }).toString()}`;
}
