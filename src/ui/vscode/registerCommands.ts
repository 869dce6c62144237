import * as vscode from 'vscode';
import { onFirstUse } from '../../core/onFirstUse';
import type { CommandId, Handler } from './contributions';
import type { WithErrorReporting } from './errorReporter';

/** For each id the subject that owns it, loaded on first use: one without the command does not compile. */
export type CommandOwners = { readonly [Id in CommandId]: () => Promise<{ readonly [Own in Id]: Handler }> };

/** Registers all commands; what one of them throws is reported. None tells its caller anything. */
export function registerCommands(
  owners: CommandOwners,
  withErrorReporting: WithErrorReporting,
): readonly vscode.Disposable[] {
  type Loaded = Readonly<Partial<Record<CommandId, Handler>>>;
  const subjects = new Map<() => Promise<Loaded>, () => Promise<Loaded>>();
  return (Object.keys(owners) as CommandId[]).map((id) => {
    const owner: () => Promise<Loaded> = owners[id];
    const load = subjects.get(owner) ?? onFirstUse(owner);
    subjects.set(owner, load);
    const run = async (...passed: unknown[]): Promise<unknown> => {
      const handlers = await load();
      return handlers[id]?.(...passed);
    };
    return vscode.commands.registerCommand(id, async (...passed: unknown[]): Promise<void> => {
      await withErrorReporting('TEM Toolkit', () => run(...passed));
    });
  });
}
