import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The sizes of what this process has loaded of a folder, in bytes, together; `except` is a file that does not count. */
export function loadedBytes(folder: string, except?: string): number {
  const files = Object.keys(require.cache).filter((file) => dirname(file) === folder && file !== except);
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}
