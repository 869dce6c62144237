import { stat } from 'node:fs/promises';

/** Reads what tells a file from another one that takes its place; never rejects. */
export async function fileStamp(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? [found.ino, found.size, found.mtimeMs].join(' ') : '';
}
