import type * as vscode from 'vscode';
import { commandOwners } from './commands';
import { onFirstUse } from './core/onFirstUse';
import { OwnedByWindow } from './ui/vscode/ownedByWindow';
import { registerCommands } from './ui/vscode/registerCommands';
import { createWindowParts } from './ui/vscode/windowParts';
import { createViews } from './views';

// VS Code calls `deactivate` with nothing in its hands.
let shutDown: () => Promise<void> = () => Promise.resolve();

/** Lets other windows go on with what is under way; resolves when nothing of a cancelled upload is left in COS. */
export function deactivate(): Promise<void> {
  return shutDown();
}

/** Registers commands and views. What they are made of is loaded when VS Code does not wait any more, or with their first use. */
export function activate(context: vscode.ExtensionContext): void {
  const began = performance.now();
  const owned = new OwnedByWindow();
  const parts = createWindowParts();
  const { log, withErrorReporting } = parts;
  const subjects = async () => (await load()).subjects;
  const views = createViews(async () => (await subjects()).contents, parts);
  const load = onFirstUse(async () => {
    const [{ createServices }, { createSubjects }] = await Promise.all([
      import(/* webpackChunkName: "subjects" */ './services'),
      import(/* webpackChunkName: "subjects" */ './subjects'),
    ]);
    const services = createServices(context, parts);
    owned.push(services);
    return { services, subjects: createSubjects({ services, views, owned }) };
  });
  shutDown = async () => (await load.ifUsed())?.services.shutDown();
  const commands = registerCommands(commandOwners(subjects, log), withErrorReporting);
  const { subscriptions } = context;
  subscriptions.push(parts, views.applications, views.uploads, ...commands, owned);
  const tookMs = performance.now() - began;
  setImmediate(() => {
    log.info(`Activated in ${tookMs.toFixed(1)} ms`);
    // Where it cannot be loaded the view says so, or the command that somebody runs.
    void withErrorReporting('TEM Toolkit', load, 'logOnly');
    if (process.env['TEM_TOOLKIT_SANDBOX']) {
      void withErrorReporting(
        'TEM Toolkit',
        async () => void (await (await (await load()).services.sandbox()).start()),
      );
    }
  });
}
