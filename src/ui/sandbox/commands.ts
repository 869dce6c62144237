import { focusView, type Handlers, type SandboxCommands } from '../vscode/contributions';
import type { PracticeSandbox } from './practiceSandbox';
import { setSandboxConditionsCommand } from './setSandboxConditions';

/** Gives the commands of the sandbox. */
export function sandboxCommands(sandbox: PracticeSandbox): Handlers<SandboxCommands> {
  return {
    'tem.setSandboxConditions': setSandboxConditionsCommand(sandbox),
    'tem.startSandbox': async () => {
      await sandbox.start();
      await focusView('tem.applications');
    },
    'tem.stopSandbox': () => sandbox.stop(),
  };
}
