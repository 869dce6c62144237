import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cacheDir, repoRoot } from './cacheDir';
import { runProgram } from './runProgram';

/** Where the packaged extension is. */
export const vsixFile = path.join(cacheDir, 'tem-toolkit.vsix');

/** Builds the production bundles into `dist/`. */
export async function buildBundles(): Promise<void> {
  await runBin('webpack-cli', 'bin/cli.js', ['--mode', 'production']);
}

/** Packages what `dist/` holds into `vsixFile`. */
export async function packageVsix(): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await runBin('@vscode/vsce', 'vsce', ['package', ...flags, '--out', vsixFile]);
}

/** Scripts are started by Node: what is in node_modules/.bin needs a shell on Windows. */
export async function runBin(name: string, script: string, args: readonly string[], cwd = repoRoot): Promise<void> {
  const file = path.join(repoRoot, 'node_modules', ...name.split('/'), ...script.split('/'));
  await runProgram(process.execPath, [file, ...args], { cwd });
}
