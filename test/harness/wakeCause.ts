import { once } from 'node:events';
import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const deadlineMs = 60_000;

/**
 * Resolves with the event by which VS Code woke the extension, as the log of its extension host names it; with `undefined`
 * where it is asleep when all that wakes by itself is awake. `storage` is the extension's; a `later` event is waited for.
 */
export async function wakeCause(storage: string, when: 'byItself' | 'later'): Promise<string | undefined> {
  const logs = path.join(storage, '..', '..', '..', 'logs');
  const signal = AbortSignal.timeout(deadlineMs);
  const watcher = watch(logs, { recursive: true });
  try {
    for (;;) {
      const changed = once(watcher, 'change', { signal });
      const said = await textOf(logs);
      const [, cause] =
        /_doActivateExtension tem-toolkit\.tem-toolkit,[^\n]*activationEvent: '([^'\n]*)'/.exec(said) ?? [];
      if (cause !== undefined || (when === 'byItself' && said.includes('Eager extensions activated'))) {
        changed.catch(() => undefined);
        return cause;
      }
      await changed;
    }
  } finally {
    watcher.close();
  }
}

async function textOf(logs: string): Promise<string> {
  const files = (await readdir(logs, { recursive: true })).filter((name) => name.endsWith('exthost.log'));
  return (await Promise.all(files.map((name) => readFile(path.join(logs, name), 'utf8')))).join('\n');
}
