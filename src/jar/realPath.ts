import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Resolves all links in a path. For a missing file, resolves those of its folder; returns the path itself where that
 * fails.
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
