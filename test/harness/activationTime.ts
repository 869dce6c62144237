import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the extension's own log says of its `activate()`, such as `Activated in 1.6 ms`; `undefined` without one. */
export async function activationTime(userDataDir: string): Promise<string | undefined> {
  const logs = path.join(userDataDir, 'logs');
  const files = await readdir(logs, { recursive: true }).catch(() => [] as string[]);
  for (const file of files.filter((name) => name.endsWith('TEM Toolkit.log'))) {
    const said = /Activated in [\d.]+ ms/.exec(await readFile(path.join(logs, file), 'utf8'));
    if (said) return said[0];
  }
  return undefined;
}
