import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from './cacheDir';
import { buildBundles, packageVsix, vsixFile } from './packageVsix';

const ingredients = ['src', 'media', 'l10n', 'package.json', 'webpack.config.js', '.vscodeignore', 'README.md'];

/** Builds and packages the extension unless the VSIX is newer than everything it is made of. */
export async function buildIfNeeded(): Promise<void> {
  const newest = Math.max(...ingredients.map((name) => changedAt(path.join(repoRoot, name))));
  if (existsSync(vsixFile) && statSync(vsixFile).mtimeMs > newest) return;
  console.log('building and packaging the extension …');
  await buildBundles();
  await packageVsix();
}

/** Epoch ms of the latest change of a file, or of anything in a folder. */
function changedAt(file: string): number {
  if (!existsSync(file)) return 0;
  const stats = statSync(file);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(file).map((name) => changedAt(path.join(file, name))));
}
