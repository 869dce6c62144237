import { existsSync } from 'node:fs';
import path from 'node:path';
import { runProgram } from './runProgram';

/** Installs `packages` (or what `dir` declares, when none is named) into `dir` without running any install script. */
export async function npmInstall(dir: string, ...packages: readonly string[]): Promise<void> {
  const flags = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--omit=dev', '--loglevel=error'];
  // A run under `npm test` inherits npm_config_* of that run; what matters is said in `flags`.
  await runProgram(process.execPath, [npmCli(), 'install', ...flags, ...packages], { cwd: dir });
}

/** npm is run by its script: on Windows `npm` is a .cmd file, which only a shell starts. */
function npmCli(): string {
  const beside = path.dirname(process.execPath);
  const candidates = [
    process.env['npm_execpath'],
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  if (!found) throw new Error('npm was not found: start this through npm, for example `npm test`');
  return found;
}
