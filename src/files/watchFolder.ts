import { mkdirSync, watch, type FSWatcher } from 'node:fs';

const settleMs = 500;

/**
 * Calls `onChange` soon after something in a folder has changed, until the returned function is called; not for names that end
 * in one of `ignored`. A folder that cannot be watched is not. Never throws.
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
  return () => {
    clearTimeout(due);
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
