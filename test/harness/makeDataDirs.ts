import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { atExit } from './atExit';
import { cacheDir } from './cacheDir';

/** Where one VS Code keeps its state. */
export interface DataDirs {
  readonly userDataDir: string;
  readonly extensionsDir: string;
}

/** Settings that keep a fresh VS Code from asking anything, and from changing by itself what a test works with. */
const quietSettings = {
  // Folders in one row come and go with whatever the watcher of files reports.
  'explorer.compactFolders': false,
  // A file that is shown late would take the selection from what is selected by then.
  'explorer.autoReveal': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'remote.autoForwardPorts': false,
  'editor.minimap.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'files.simpleDialog.enable': true,
};

/**
 * Fresh folders under the cache, which no other user of this machine can look into. `machine` settings are those of the
 * machine that the extension runs on: where it is another one than the person's, as of a container, whoever made it has
 * set them.
 */
export async function makeDataDirs(
  settings: { readonly user?: object; readonly machine?: object } = {},
): Promise<DataDirs & { remove(): Promise<void> }> {
  await mkdir(cacheDir, { recursive: true });
  const root = await mkdtemp(path.join(cacheDir, 'run-'));
  const userDataDir = path.join(root, 'user-data');
  const extensionsDir = path.join(root, 'extensions');
  await mkdir(extensionsDir, { recursive: true });
  await writeSettings(path.join(userDataDir, 'User'), { ...quietSettings, ...settings.user });
  await writeSettings(path.join(userDataDir, 'Machine'), settings.machine ?? {});
  // The folders of a server that was just ended may still be written to for a moment.
  const thoroughly = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
  const forget = atExit(() => rmSync(root, thoroughly));
  const remove = async () => {
    await rm(root, thoroughly);
    forget();
  };
  return { userDataDir, extensionsDir, remove };
}

async function writeSettings(dir: string, settings: object): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(path.join(dir, 'settings.json'), JSON.stringify(settings, null, 2));
}
