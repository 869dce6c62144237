import { mkdirSync, watch, type FSWatcher } from 'node:fs';

const settleMs = 500;
const pollMs = 15_000;

/**
 * Calls `onChange` when a folder may have changed, until the returned function is called: soon where the system reports it, and
 * every 15 s for the rest (a process that is killed changes no file, and some folders cannot be watched). Ignores names that end
 * in one of `ignored`. Never throws.
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
  const polling = setInterval(onChange, pollMs);
  polling.unref();
  return () => {
    clearTimeout(due);
    clearInterval(polling);
    watcher?.close();
  };
}

/** Starts to watch; `undefined` where the folder, or any more of them, cannot be watched. */
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
