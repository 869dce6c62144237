import { focusView, type Handlers, type SandboxCommands } from '../vscode/contributions';
import type { PracticeSandbox } from './practiceSandbox';
import { setSandboxConditionsCommand } from './setSandboxConditions';
import { stopSandboxCommand, type StopSandboxDeps } from './stopSandbox';

/** Dependencies of the commands of the sandbox. */
export interface SandboxCommandsDeps extends StopSandboxDeps {
  readonly sandbox: PracticeSandbox;
}

/** Gives the commands of the sandbox. */
export function sandboxCommands(deps: SandboxCommandsDeps): Handlers<SandboxCommands> {
  const { sandbox } = deps;
  return {
    'tem.setSandboxConditions': setSandboxConditionsCommand(sandbox),
    'tem.startSandbox': async () => {
      await sandbox.start();
      await focusView('tem.applications');
    },
    'tem.stopSandbox': stopSandboxCommand(deps),
  };
}
