import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeSampleWorkspace } from '../fixtures/makeSampleWorkspace';
import { fetchHost, type Host, type HostName } from './fetchHost';
import { installVsix } from './installVsix';
import { makeDataDirs } from './makeDataDirs';
import { vsixFile } from './packageVsix';
import { serve, type Served } from './serve';

export interface EditorOptions {
  /** Default: the newest. */
  readonly host?: HostName;
  /** Settings of the machine that the extension runs on. */
  readonly machine?: object;
  readonly user?: object;
  readonly env?: NodeJS.ProcessEnv;
  /** The workspace is not trusted until a person says so. */
  readonly restricted?: boolean;
  /** Absolute paths of folders that are open beside the sample workspace's. */
  readonly otherFolders?: readonly string[];
}

/** A VS Code with the packaged extension and a fresh sample workspace, waiting for a browser. */
export interface ServedEditor extends Served {
  readonly host: Host;
  /** The folder of the sample workspace, which `url` opens. */
  readonly folder: string;
}

const untrusted = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Serves an editor of its own, with nothing remembered from another one; `stop()` leaves nothing of it. */
export async function serveEditor(options: EditorOptions = {}): Promise<ServedEditor> {
  const host = await fetchHost(options.host ?? 'newest');
  const { restricted = false } = options;
  const user = { 'workbench.colorTheme': host.lightTheme, ...(restricted && untrusted), ...options.user };
  const dirs = await makeDataDirs({ user, machine: options.machine ?? {} });
  const folder = path.join(dirs.userDataDir, '..', 'shop');
  await makeSampleWorkspace(folder);
  await installVsix(host, vsixFile, dirs);
  const served = await serve(host, { ...dirs, for: 'person', restricted, ...(options.env && { env: options.env }) });
  return {
    host,
    folder,
    url: `${served.url}/?${await openingQuery(folder, options.otherFolders ?? [])}`,
    async stop() {
      await served.stop();
      await dirs.remove();
    },
  };
}

async function openingQuery(folder: string, others: readonly string[]): Promise<string> {
  if (others.length === 0) return `folder=${pathToFileURL(folder).pathname}`;
  const file = path.join(folder, '..', 'several.code-workspace');
  await writeFile(file, JSON.stringify({ folders: [folder, ...others].map((one) => ({ path: one })) }));
  return `workspace=${pathToFileURL(file).pathname}`;
}
