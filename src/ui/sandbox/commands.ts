import * as vscode from 'vscode';
import type { Handlers, SandboxCommands } from '../vscode/contributions';
import type { PracticeSandbox } from './practiceSandbox';
import { setSandboxConditionsCommand } from './setSandboxConditions';

/** Gives the commands of the sandbox. */
export function sandboxCommands(sandbox: PracticeSandbox): Handlers<SandboxCommands> {
  return {
    'tem.setSandboxConditions': setSandboxConditionsCommand(sandbox),
    'tem.startSandbox': async () => {
      await sandbox.start();
      await vscode.commands.executeCommand('tem.applications.focus');
    },
    'tem.stopSandbox': () => sandbox.stop(),
  };
}
