import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Where a file really lies, all links followed. Of one that is not there, where it would lie; its own path where that cannot
 * be told.
 */
export async function realPath(path: string): Promise<string> {
  let name = '';
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      return join(await realpath(folder), name);
    } catch {
      if (dirname(folder) === folder) return path;
      name = join(basename(folder), name);
    }
  }
}
