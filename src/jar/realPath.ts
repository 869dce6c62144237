import { realpath } from 'node:fs/promises';

/** Where a file really lies, all links followed; its own path where it is not there. */
export async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
