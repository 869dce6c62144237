import type { Dirent } from 'node:fs';
import { lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock';
import { cancelledError } from '../core/errors';
import type { NewerSource } from '../core/ports/builtPackages';
import type { CallOptions } from '../core/ports/tem';
import { raceAbort } from '../core/raceAbort';
import { moduleOfPackage } from './moduleRoot';

// File systems keep times in steps of up to 2 s.
const toleranceMs = 2000;
// No JAR is older than Java: whoever makes builds reproducible sets such a time.
const firstTime = Date.UTC(1996, 0);
// The clock of a network drive, or its time zone, may be ahead; what is dated beyond that no build would ever be newer than.
const mostAheadMs = 24 * 60 * 60 * 1000;
const maxFiles = 20_000;
const maxMs = 1000;
const maxBatch = 64;
// In folders of a language, such a name is that of a package.
const languages: readonly string[] = ['java', 'kotlin', 'groovy', 'scala', 'resources'];
// `generated`: annotation processors of an IDE, Vaadin.
const outputs: readonly string[] = ['build', 'target', 'dist', 'out', 'generated'];
// What desktops leave in a folder that somebody looks at, and editors beside a file.
const leftByTools = /^(?:thumbs\.db|desktop\.ini)$|[~#]$/i;

/** Bounds of looking through the sources of a module. */
export interface SourceLimits {
  readonly files: number;
  readonly ms: number;
}

/**
 * Finds the file of a module that changed last, of `src/main` and the build files, where that was after its package was built.
 * Follows no symbolic link; passes over what is dated a day ahead, and a package from before Java. Gives what was found in time.
 * Throws `cancelled` alone.
 */
export async function findNewerSource(
  clock: Pick<Clock, 'now'>,
  packagePath: string,
  { signal }: CallOptions,
  limits: SourceLimits = { files: maxFiles, ms: maxMs },
): Promise<NewerSource | undefined> {
  const latest = clock.now() + mostAheadMs;
  const until = clock.now() + limits.ms;
  return raceAbort(signal, look());

  async function look(): Promise<NewerSource | undefined> {
    const [built, module] = await Promise.all([stat(packagePath).catch(() => undefined), moduleOfPackage(packagePath)]);
    if (!built || built.mtimeMs < firstTime || !module) return undefined;
    let newest: NewerSource | undefined;
    const note = async (paths: readonly string[]): Promise<void> => {
      for (const { path, changedAt } of await timesOf(paths)) {
        if (changedAt > latest) continue;
        if (changedAt > (newest?.changedAt ?? built.mtimeMs + toleranceMs))
          newest = { path, changedAt, builtAt: built.mtimeMs };
      }
    };
    await note(module.buildFiles);
    for await (const batch of filesBelow(join(module.root, 'src', 'main'), limits.files)) {
      if (signal.aborted) throw cancelledError();
      await note(batch);
      if (clock.now() >= until) break;
    }
    return newest;
  }
}

/** Goes through the files below a folder, in batches, without those that a tool makes. */
async function* filesBelow(top: string, maxEntries: number): AsyncGenerator<readonly string[]> {
  const folders: { readonly path: string; readonly isOfLanguage: boolean }[] = [{ path: top, isOfLanguage: false }];
  let looked = 0;
  let batch: string[] = [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { path, isOfLanguage } = folder;
    for await (const entry of entriesOf(path)) {
      if (++looked > maxEntries) {
        yield batch;
        return;
      }
      const { name } = entry;
      if (name.startsWith('.') || name === 'node_modules' || leftByTools.test(name)) continue;
      if (entry.isFile()) batch.push(join(path, name));
      if (entry.isDirectory() && (isOfLanguage || !outputs.includes(name)))
        folders.push({
          path: join(path, name),
          isOfLanguage: isOfLanguage || (path === top && languages.includes(name)),
        });
      if (batch.length >= maxBatch) {
        yield batch;
        batch = [];
      }
    }
  }
  yield batch;
}

async function* entriesOf(folder: string): AsyncGenerator<Dirent, void, undefined> {
  try {
    for await (const entry of await opendir(folder)) yield entry;
  } catch {
    // Gone, or not to be read: the others still count.
  }
}

async function timesOf(paths: readonly string[]): Promise<readonly { path: string; changedAt: number }[]> {
  const found = await Promise.all(paths.map((path) => lstat(path).catch(() => undefined)));
  return found.flatMap((one, n) => (one?.isFile() ? { path: paths[n] ?? '', changedAt: one.mtimeMs } : []));
}
