import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The bundle that VS Code loads first, of the extension that was installed into a folder. */
export async function bundleOf(extensionsDir: string): Promise<string> {
  const [extension] = (await readdir(extensionsDir)).filter((name) => name.startsWith('tem-toolkit.tem-toolkit-'));
  return join(extensionsDir, extension ?? '', 'dist', 'extension.js');
}
