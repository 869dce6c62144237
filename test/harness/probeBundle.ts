import { readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Loads an extension for the module that stands in its bundle's place; gives what VS Code gets instead. */
export type Probe = (load: () => ProbedExtension, place: NodeModule) => ProbedExtension;

/** What VS Code knows of an extension. */
export interface ProbedExtension {
  activate(context: object): unknown;
}

const bundleName = 'probed.js';

/** Puts a module in the place of an installed extension's bundle. `probe` is the path of a module that exports a `Probe` as `probe`. */
export async function probeBundle(extensionsDir: string, probe: string): Promise<void> {
  const bundle = await bundleOf(extensionsDir);
  await rename(bundle, join(dirname(bundle), bundleName));
  const load = `() => require(${JSON.stringify(`./${bundleName}`)})`;
  await writeFile(bundle, `module.exports = require(${JSON.stringify(probe)}).probe(${load}, module);\n`);
}

/** The bundle that VS Code loads first, of the extension that was installed into a folder. */
export async function bundleOf(extensionsDir: string): Promise<string> {
  const [extension] = (await readdir(extensionsDir)).filter((name) => name.startsWith('tem-toolkit.tem-toolkit-'));
  return join(extensionsDir, extension ?? '', 'dist', 'extension.js');
}
