import path from 'node:path';
import type { DataDirs } from './makeDataDirs';
import type { Host } from './fetchHost';
import { runProgram } from './runProgram';

/** Installs a packaged extension as a person does, from its VSIX. */
export async function installVsix(host: Host, vsix: string, dirs: DataDirs): Promise<void> {
  await runProgram(host.node, [
    path.join(host.vscode, 'out', 'server-main.js'),
    '--user-data-dir',
    dirs.userDataDir,
    '--extensions-dir',
    dirs.extensionsDir,
    '--accept-server-license-terms',
    '--install-extension',
    vsix,
  ]);
}
