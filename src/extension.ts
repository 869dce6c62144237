import type * as vscode from 'vscode';
import { commandOwners } from './commands';
import { onFirstUse, type OnFirstUse } from './core/onFirstUse';
import type { createSubjects } from './subjects';
import { registerCommands } from './ui/vscode/registerCommands';
import { createWindowParts } from './ui/vscode/windowParts';
import { createViews } from './views';

type Subjects = ReturnType<typeof createSubjects>;

// VS Code calls `deactivate` with nothing in its hands.
let shutDown: () => Promise<void> = () => Promise.resolve();

/** Lets other windows go on with what is under way; resolves when nothing of a cancelled upload is left in COS. */
export function deactivate(): Promise<void> {
  return shutDown();
}

/** Registers commands and views. What they are made of is loaded when VS Code does not wait any more, or with their first use. */
export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const parts = createWindowParts();
  const { log, withErrorReporting } = parts;
  const views = createViews(async () => (await load()).contents, parts);
  const load: OnFirstUse<Subjects> = onFirstUse(async () => {
    const { createSubjects } = await import(/* webpackChunkName: "subjects" */ './subjects');
    return createSubjects(context, { ...parts, views });
  });
  shutDown = async () => (await load.ifUsed())?.shutDown();
  const commands = registerCommands(commandOwners(load, log), withErrorReporting);
  const { subscriptions } = context;
  subscriptions.push(parts, views.applications, views.uploads, ...commands);
  const tookMs = performance.now() - began;
  setImmediate(() => {
    log.info(`Activated in ${tookMs.toFixed(1)} ms`);
    // Where it cannot be loaded the view says so, or the command that somebody runs.
    void withErrorReporting('TEM Toolkit', load, 'logOnly');
    if (process.env['TEM_TOOLKIT_SANDBOX']) {
      void withErrorReporting('TEM Toolkit', async () => (await load()).startSandbox());
    }
  });
}
