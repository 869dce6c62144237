import { existsSync } from 'node:fs';
import { cp, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './fetchHost';
import { makeDataDirs, type DataDirs } from './makeDataDirs';
import { runProgram } from './runProgram';

/** The folders of what this process has had installed, by VS Code and package. */
const installed = new Map<string, Promise<string>>();

/**
 * Installs a packaged extension as a person does, from its VSIX. An editor that has none yet gets a copy of what VS Code's own
 * installation of this package came to, which takes seconds, in this process before.
 */
export async function installVsix(host: Host, vsix: string, dirs: DataDirs): Promise<void> {
  const { extensionsDir } = dirs;
  if (existsSync(listIn(extensionsDir))) return install(host, vsix, dirs);
  const key = JSON.stringify([host.vscode, vsix, (await stat(vsix)).mtimeMs]);
  const made = installed.get(key) ?? installApart(host, vsix);
  installed.set(key, made);
  const from = await made;
  await cp(from, extensionsDir, { recursive: true });
  // It names where each extension lies.
  const list = await readFile(listIn(from), 'utf8');
  await writeFile(listIn(extensionsDir), list.replaceAll(from, extensionsDir));
}

async function installApart(host: Host, vsix: string): Promise<string> {
  // What it makes is removed when this process exits.
  const dirs = await makeDataDirs();
  await install(host, vsix, dirs);
  return dirs.extensionsDir;
}

async function install(host: Host, vsix: string, { userDataDir, extensionsDir }: DataDirs): Promise<void> {
  await runProgram(host.node, [
    path.join(host.vscode, 'out', 'server-main.js'),
    ...['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir],
    ...['--accept-server-license-terms', '--install-extension', vsix],
  ]);
}

function listIn(extensionsDir: string): string {
  return path.join(extensionsDir, 'extensions.json');
}
