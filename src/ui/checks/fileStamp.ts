import { stat } from 'node:fs/promises';

/**
 * Reads what tells a file from another one that takes its place; never rejects. Not its number: some network drives give one
 * file another at each look.
 */
export async function fileStamp(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? `${found.size} ${found.mtimeMs}` : '';
}
