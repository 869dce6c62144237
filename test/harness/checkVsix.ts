import { readFile } from 'node:fs/promises';
import { vsixFile } from './packageVsix';
import { zipNames } from './zipNames';

const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.[\w-]+)?)?\.json$/,
  /^extension\/dist\/[\w-]+\.js(\.LICENSE\.txt)?$/,
  /^extension\/(media|l10n)\/.+$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE(\.txt)?$/,
];

/** Fails when the VSIX holds what it should not, or is too large; resolves with its figures in words. */
export async function checkVsix(): Promise<string> {
  const vsix = await readFile(vsixFile);
  const entries = zipNames(vsix);
  const strangers = entries.filter(({ name }) => !allowed.some((pattern) => pattern.test(name)));
  if (strangers.length > 0) {
    throw new Error(`the VSIX holds what it should not:\n${strangers.map(({ name }) => `  ${name}`).join('\n')}`);
  }
  const main = entries.find(({ name }) => name === 'extension/dist/extension.js');
  if (!main) throw new Error('the VSIX holds no dist/extension.js');
  const figures = `VSIX ${kB(vsix.length)}, ${entries.length} files; dist/extension.js ${kB(main.bytes)}`;
  if (vsix.length >= 1_000_000) throw new Error(`${figures}: the VSIX must stay below 1,000 kB`);
  if (main.bytes >= 150_000) throw new Error(`${figures}: dist/extension.js must stay below 150 kB`);
  return figures;
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
