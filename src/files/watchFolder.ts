import { mkdirSync, watch, type FSWatcher } from 'node:fs';

const settleMs = 500;
const lookMs = 15_000;

/**
 * Tells when something in a folder may have changed, until the answer is called: soon where the system tells, and every
 * 15 s for what it does not (a process that is killed changes no file, and some folders cannot be watched). Never throws. Names that end as one of `ignored` do not count.
 */
export function watchFolder(folder: string, onChange: () => void, ignored: readonly string[]): () => void {
  let due: NodeJS.Timeout | undefined;
  const soon = (): void => {
    due ??= setTimeout(() => {
      due = undefined;
      onChange();
    }, settleMs);
  };
  const watcher = watcherOf(folder, soon, ignored);
  const looking = setInterval(onChange, lookMs);
  looking.unref();
  return () => {
    clearTimeout(due);
    clearInterval(looking);
    watcher?.close();
  };
}

/** Nothing where the folder, or any more of them, cannot be watched. */
function watcherOf(folder: string, onChange: () => void, ignored: readonly string[]): FSWatcher | undefined {
  try {
    mkdirSync(folder, { recursive: true });
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      if (!name || !ignored.some((suffix) => name.endsWith(suffix))) onChange();
    });
    return watcher.on('error', () => watcher.close());
  } catch {
    return undefined;
  }
}
