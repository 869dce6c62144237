import { createHook } from 'node:async_hooks';
import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import { note } from './note';
import type { Probe } from './probeBundle';

/**
 * What an extension has begun, and whether it has ended. `where` is the frame of the extension's own code that made it, `trail`
 * all of its frames.
 */
export type LifeEvent =
  | { readonly kind: 'awake' }
  | { readonly kind: 'read'; readonly trail: readonly string[] }
  | { readonly kind: 'made'; readonly id: number; readonly what: 'timer' | 'watcher'; readonly where: string }
  | { readonly kind: 'gone'; readonly id: number };

const kinds: Readonly<Record<string, 'timer' | 'watcher'>> = {
  Timeout: 'timer',
  FSEVENTWRAP: 'watcher',
  STATWATCHER: 'watcher',
};
const maxFrames = 50;

/**
 * Tells of the timers and watchers that the extension makes from its very first line on, and of each read of its secret
 * storage: as one note a turn of the event loop, which holds all that happened in it.
 */
export const probe: Probe = (load, place) => {
  const folder = dirname(place.filename);
  const alive = new Set<number>();
  let unsaid: LifeEvent[] = [];
  const say = (event: LifeEvent) => {
    if (unsaid.push(event) > 1) return;
    setImmediate(() => {
      note(JSON.stringify(unsaid));
      unsaid = [];
    });
  };
  const made = (id: number, what: 'timer' | 'watcher') => {
    const where = ownFrame(folder);
    if (where === undefined) return;
    alive.add(id);
    say({ kind: 'made', id, what, where });
  };
  const gone = (id: number) => {
    if (alive.delete(id)) say({ kind: 'gone', id });
  };
  createHook({
    init: (id, type) => {
      const what = kinds[type];
      if (what) made(id, what);
    },
    destroy: gone,
  }).enable();
  followWatchers(place.require('vscode') as typeof vscode, { made: (id) => made(id, 'watcher'), gone });
  const extension = load();
  return {
    ...extension,
    async activate(context) {
      await extension.activate(
        countingReads(context as vscode.ExtensionContext, () =>
          say({ kind: 'read', trail: framesOf().filter((frame) => frame.includes(folder)) }),
        ),
      );
      say({ kind: 'awake' });
    },
  };
};

/** The nearest frame that is not Node's, if it is the extension's: what VS Code does for it is not its own. */
function ownFrame(folder: string): string | undefined {
  const nearest = framesOf().find((frame) => !/node:|<anonymous>|\(native\)/.test(frame));
  return nearest?.includes(folder) ? nearest : undefined;
}

function framesOf(): readonly string[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = maxFrames;
  const frames = new Error().stack?.split('\n').slice(1) ?? [];
  Error.stackTraceLimit = stackTraceLimit;
  return frames.filter((frame) => !frame.includes(__filename));
}

/** VS Code's own watchers get ids that no resource of Node's has. */
function followWatchers(
  { workspace }: typeof vscode,
  { made, gone }: { readonly made: (id: number) => void; readonly gone: (id: number) => void },
): void {
  const create = workspace.createFileSystemWatcher.bind(workspace);
  let last = 0;
  Object.defineProperty(workspace, 'createFileSystemWatcher', {
    value: (...request: Parameters<typeof create>) => {
      const watcher = create(...request);
      const id = --last;
      made(id);
      const dispose = watcher.dispose.bind(watcher);
      watcher.dispose = () => {
        gone(id);
        dispose();
      };
      return watcher;
    },
  });
}

function countingReads(context: vscode.ExtensionContext, onRead: () => void): vscode.ExtensionContext {
  const { secrets } = context;
  // VS Code's own are frozen; what they inherit from is what they were made of.
  const counting = Object.create(secrets, {
    get: { value: (key: string) => (onRead(), secrets.get(key)) },
    store: { value: secrets.store.bind(secrets) },
    delete: { value: secrets.delete.bind(secrets) },
    onDidChange: { value: secrets.onDidChange },
  }) as vscode.SecretStorage;
  return Object.create(context, { secrets: { value: counting } }) as vscode.ExtensionContext;
}
