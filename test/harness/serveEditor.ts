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
}

/** A VS Code with the packaged extension and a fresh sample workspace, waiting for a browser. */
export interface ServedEditor extends Served {
  readonly host: Host;
  /** The folder that `url` opens. */
  readonly folder: string;
}

/** Serves an editor of its own, with nothing remembered from another one; `stop()` leaves nothing of it. */
export async function serveEditor(options: EditorOptions = {}): Promise<ServedEditor> {
  const host = await fetchHost(options.host ?? 'newest');
  const user = { 'workbench.colorTheme': host.lightTheme, ...options.user };
  const dirs = await makeDataDirs({ user, machine: options.machine ?? {} });
  const folder = path.join(dirs.userDataDir, '..', 'shop');
  await makeSampleWorkspace(folder);
  await installVsix(host, vsixFile, dirs);
  const served = await serve(host, { ...dirs, for: 'person', ...(options.env && { env: options.env }) });
  return {
    host,
    folder,
    url: `${served.url}/?folder=${pathToFileURL(folder).pathname}`,
    async stop() {
      await served.stop();
      await dirs.remove();
    },
  };
}
