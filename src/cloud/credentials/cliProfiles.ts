import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The fields of a profile, unchecked: anybody may have written them. */
export type CliFields = Readonly<Record<string, unknown>>;

const suffix = '.credential';
// A key with its token has some 2,000 bytes.
const maxBytes = 64 * 1024;
// A pipe may come after the look; Windows has none.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Lists the profiles of Tencent's command line tool (`~/.tccli/NAME.credential`) by name; none when it is absent. */
export async function listCliProfiles(home = homedir()): Promise<readonly string[]> {
  const files = await readdir(join(home, '.tccli')).catch(() => [] as string[]);
  return files
    .filter((file) => file.endsWith(suffix) && file.length > suffix.length)
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}

/**
 * Reads `~/.tccli/NAME.credential`. Resolves with no fields where the file is missing, `undefined` where it cannot be read
 * or holds no JSON object: there the CLI goes no further.
 */
export async function readCliProfile(profile: string, home = homedir()): Promise<CliFields | undefined> {
  try {
    return fieldsOf(await readSmall(join(home, '.tccli', profile + suffix)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? {} : undefined;
  }
}

/**
 * Reads a small file; empty for a pipe, a device or a large file. A credential is read at every use: where a few of these
 * reads waited for the other end of a pipe, no other file operation of the editor's extensions would begin any more.
 */
async function readSmall(path: string): Promise<string> {
  // Opening a device may do something, so look first.
  if (!(await stat(path)).isFile()) return '';
  const file = await open(path, flags);
  try {
    const found = await file.stat();
    if (!found.isFile() || found.size > maxBytes) return '';
    // It may grow meanwhile: what was seen is read, and no more.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(found.size), 0, found.size, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function fieldsOf(text: string): CliFields | undefined {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CliFields) : undefined;
}
