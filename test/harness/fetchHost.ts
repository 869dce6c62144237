import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repoRoot } from './cacheDir';
import { fetchNode } from './fetchNode';
import { fetchOnce } from './fetchOnce';
import { npmInstall } from './npmInstall';

/** A VS Code server on disk, and the Node that runs it. */
export interface Host {
  readonly name: string;
  readonly node: string;
  /** Folder of code-server. */
  readonly codeServer: string;
  /** Folder of the VS Code server inside it. */
  readonly vscode: string;
  /** The light theme as the setting `workbench.colorTheme` names it. */
  readonly lightTheme: string;
  /** Colour themes as its picker names them. */
  readonly themes: Themes;
}

export interface Themes {
  readonly light: string;
  readonly dark: string;
  readonly highContrast: string;
}

const known = {
  oldest: {
    codeServer: '4.100.3',
    vscode: '1.100.3',
    node: 20,
    lightTheme: 'Default Light Modern',
    themes: { light: 'Light Modern', dark: 'Dark Modern', highContrast: 'Dark High Contrast' },
  },
  newest: {
    codeServer: '4.139.1',
    vscode: '1.139.1',
    node: 24,
    lightTheme: 'Light 2026',
    themes: { light: 'Light 2026', dark: 'Dark 2026', highContrast: 'Dark High Contrast' },
  },
} as const;

export type HostName = keyof typeof known;

/** `oldest` is what package.json's `engines.vscode` promises, `newest` the newest that npm carries. */
export async function fetchHost(name: HostName): Promise<Host> {
  const version = known[name];
  const node = await fetchNode(version.node);
  const dir = await fetchOnce(`vscode-${version.vscode}`, async (into) => {
    await npmInstall(into, `code-server@${version.codeServer}`);
    await npmInstall(vscodeOf(into));
    await replaceNativeModules(into);
    if (name === 'oldest') await addRipgrep(into);
  });
  return {
    name: `VS Code ${version.vscode}`,
    node,
    codeServer: codeServerOf(dir),
    vscode: vscodeOf(dir),
    lightTheme: version.lightTheme,
    themes: version.themes,
  };
}

const codeServerOf = (dir: string) => path.join(dir, 'node_modules', 'code-server');
const vscodeOf = (dir: string) => path.join(codeServerOf(dir), 'lib', 'vscode');

/** The modules that would have to be compiled, without which no extension starts. */
async function replaceNativeModules(dir: string): Promise<void> {
  const modules = path.join(vscodeOf(dir), 'node_modules');
  await replaceModule(path.join(modules, '@vscode', 'spdlog'), 'spdlog.js');
  await replaceModule(path.join(modules, 'native-watchdog'), 'nativeWatchdog.js');
  await replaceModule(path.join(modules, '@vscode', 'native-watchdog'), 'nativeWatchdog.js');
  await replaceModule(path.join(dir, 'node_modules', 'argon2'), 'argon2.js');
}

async function replaceModule(module: string, standIn: string): Promise<void> {
  await rm(module, { recursive: true, force: true });
  await mkdir(module, { recursive: true });
  await writeFile(path.join(module, 'package.json'), '{"version":"0.0.0","main":"index.js"}\n');
  await copyFile(path.join(repoRoot, 'test', 'harness', 'standIns', standIn), path.join(module, 'index.js'));
}

/** The ripgrep package of 1.100 downloads its program from elsewhere; a later one carries it, and file search needs it. */
async function addRipgrep(dir: string): Promise<void> {
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const name = `ripgrep-${process.platform}-${process.arch}`;
  const scratch = path.join(dir, 'ripgrep');
  await mkdir(scratch);
  await writeFile(path.join(scratch, 'package.json'), '{"private":true}\n');
  await npmInstall(scratch, `@vscode/${name}@1.18.0`);
  const bin = path.join(vscodeOf(dir), 'node_modules', '@vscode', 'ripgrep', 'bin');
  await mkdir(bin, { recursive: true });
  await copyFile(path.join(scratch, 'node_modules', '@vscode', name, 'bin', program), path.join(bin, program));
  await chmod(path.join(bin, program), 0o755);
  await rm(scratch, { recursive: true });
}
