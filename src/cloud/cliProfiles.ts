import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Credential } from '../core/model';

const suffix = '.credential';

/** Names of the profiles of Tencent's command line tool (`~/.tccli/NAME.credential`), sorted; none when it is absent. */
export async function listCliProfiles(home = homedir()): Promise<readonly string[]> {
  const files = await readdir(join(home, '.tccli')).catch(() => [] as string[]);
  return files
    .filter((file) => file.endsWith(suffix) && file.length > suffix.length)
    .map((file) => file.slice(0, -suffix.length))
    .sort();
}

/** The key in one profile; `undefined` when there is none that can be read. */
export async function readCliProfile(profile: string, home = homedir()): Promise<Credential | undefined> {
  const text = await readFile(join(home, '.tccli', profile + suffix), 'utf8').catch(() => '');
  const { secretId, secretKey, token } = fieldsOf(text);
  if (!isText(secretId) || !isText(secretKey)) return undefined;
  return isText(token) ? { secretId, secretKey, token } : { secretId, secretKey };
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
