import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeSampleWorkspace } from '../fixtures/makeSampleWorkspace';
import { writeEntrance } from './entrance';
import { fetchHost, type Host, type HostName } from './fetchHost';
import { installLanguagePack, type Language } from './installLanguagePack';
import { installVsix } from './installVsix';
import { makeDataDirs } from './makeDataDirs';
import { vsixFile } from './packageVsix';
import { probeBundle } from './probeBundle';
import { serve, type Served } from './serve';

export interface EditorOptions {
  /** Default: the newest. */
  readonly host?: HostName;
  /** Settings of the machine that the extension runs on. */
  readonly machine?: object;
  readonly user?: object;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * What becomes of a folder that was never opened: `granted` (the default) knows no other, `asked` leaves it to VS Code
   * and the person, `refused` asks nobody and lets a person grant it later.
   */
  readonly trust?: 'granted' | 'asked' | 'refused';
  /** The packaged extension; default: the one that was built last. */
  readonly vsix?: string;
  /** A module that stands in the place of the extension's bundle, as `probeBundle` says. */
  readonly probe?: string;
  /** The language that VS Code speaks, by a pack that is made for it; default: English. */
  readonly language?: Language;
  /** Makes what is in the folder that is open, at least one file; default: the sample workspace. */
  readonly fill?: (folder: string) => Promise<void>;
  /** Absolute paths of folders that are open beside the sample workspace's. */
  readonly otherFolders?: readonly string[];
}

/** A VS Code with the packaged extension and a fresh sample workspace, waiting for a browser. */
export interface ServedEditor extends Served {
  /** Opens the workspace for whoever is logged in, and asks everybody else for the password. */
  readonly url: string;
  readonly host: Host;
  /** The folder of the sample workspace, which `entrance` opens. */
  readonly folder: string;
  /** Where the extension keeps what all windows share. */
  readonly storage: string;
  /** The address of a page that logs a browser in and opens the workspace; only this user can read it. */
  readonly entrance: string;
  /** Kills it in the middle of whatever it does, installs another package over the one it has, and serves it again. */
  update(vsix: string): Promise<ServedEditor>;
}

const trustSettings = {
  granted: { 'security.workspace.trust.enabled': false },
  asked: {},
  refused: { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' },
} as const;

/** Serves an editor of its own, with nothing remembered from another one; `stop()` leaves nothing of it. */
export async function serveEditor(options: EditorOptions = {}): Promise<ServedEditor> {
  const host = await fetchHost(options.host ?? 'newest');
  const { trust = 'granted' } = options;
  const user = { 'workbench.colorTheme': host.lightTheme, ...trustSettings[trust], ...options.user };
  const dirs = await makeDataDirs({ user, machine: options.machine ?? {} });
  const folder = path.join(dirs.userDataDir, '..', 'shop');
  await (options.fill ?? makeSampleWorkspace)(folder);
  const query = await openingQuery(folder, options.otherFolders ?? []);
  const storage = path.join(dirs.userDataDir, 'User', 'globalStorage', 'tem-toolkit.tem-toolkit');
  const page = path.join(dirs.userDataDir, '..', 'open.html');
  const withTrust = trust !== 'granted';
  const env = options.env ?? {};
  const { language } = options;
  if (language) await installLanguagePack(host, language, dirs);

  const open = async (vsix: string, port?: number): Promise<ServedEditor> => {
    await installVsix(host, vsix, dirs);
    if (options.probe !== undefined) await probeBundle(dirs.extensionsDir, options.probe);
    const served = await serve(host, {
      ...dirs,
      for: 'person',
      withTrust,
      env,
      ...(language && { language }),
      ...(port !== undefined && { port }),
    });
    await writeEntrance(page, served.url, served.secret, query);
    return {
      ...served,
      host,
      folder,
      storage,
      url: `${served.url}/?${query}`,
      entrance: pathToFileURL(page).href,
      async update(other) {
        await served.stop();
        return open(other, Number(new URL(served.url).port));
      },
      async stop() {
        await served.stop();
        await dirs.remove();
      },
    };
  };
  return open(options.vsix ?? vsixFile);
}

async function openingQuery(folder: string, others: readonly string[]): Promise<string> {
  if (others.length === 0) return `folder=${pathToFileURL(folder).pathname}`;
  const file = path.join(folder, '..', 'several.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [folder, ...others].map((one) => ({ path: one })) }));
  return `workspace=${pathToFileURL(file).pathname}`;
}
