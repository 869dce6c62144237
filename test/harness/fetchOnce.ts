import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { atExit } from './atExit';
import { cacheDir } from './cacheDir';

/**
 * The folder `name` of the cache, filled by `fill` when it is not there yet. It appears whole or not at all, so a fetch
 * that was interrupted is simply done again; once there it needs no network.
 */
export async function fetchOnce(name: string, fill: (dir: string) => Promise<void>): Promise<string> {
  const target = path.join(cacheDir, name);
  if (existsSync(target)) return target;
  const started = Date.now();
  console.log(`fetching ${name} …`);
  await mkdir(cacheDir, { recursive: true });
  removeLeftovers(`.fetching-${name}-`);
  const dir = await mkdtemp(path.join(cacheDir, `.fetching-${name}-`));
  const forget = atExit(() => rmSync(dir, { recursive: true, force: true }));
  try {
    // npm otherwise installs into the nearest folder above that has a package.json: the project's own.
    await writeFile(path.join(dir, 'package.json'), '{"private":true}\n');
    await fill(dir);
    await rename(dir, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
      // Another run was quicker; its folder is as good.
    });
  } catch (error) {
    throw new Error(`${name} is missing and could not be fetched from npm: ${reason(error)}`, { cause: error });
  } finally {
    await rm(dir, { recursive: true, force: true });
    forget();
  }
  console.log(`fetched ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return target;
}

/** What a killed run left half done; younger than an hour it may be another run at work. */
function removeLeftovers(prefix: string): void {
  for (const name of readdirSync(cacheDir)) {
    const dir = path.join(cacheDir, name);
    if (!name.startsWith(prefix) || Date.now() - statSync(dir).mtimeMs < 3600_000) continue;
    rmSync(dir, { recursive: true, force: true });
  }
}

/** One line out of an error that may be the whole output of npm. */
function reason(error: unknown): string {
  const lines = String(error).split('\n');
  return (
    lines.find((line) => /^npm (error|ERR!) (?!code |syscall |errno |path |type )/.test(line)) ??
    lines[0] ??
    ''
  ).trim();
}
