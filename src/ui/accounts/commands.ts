import type { Node } from '../../browse/nodes';
import { runCommand, type AccountCommands, type Handlers } from '../vscode/contributions';
import { forSelectedNode, forSelectedNodes } from '../vscode/forSelectedNodes';
import type { NodeView } from '../vscode/nodeView';
import { accountNodes } from './accountNodes';
import { renameAccountCommand, type RenameAccountDeps } from './renameAccount';
import { signInAgainCommand, signInCommand, type SignInDeps } from './signIn';
import { signOutAccountCommand, signOutCommand, type SignOutDeps } from './signOut';
import { switchAccountCommand, useAccountCommand, type SwitchAccountDeps } from './switchAccount';

/** Dependencies of the commands about accounts. */
export interface AccountCommandsDeps
  extends
    Omit<SignInDeps, 'newId' | 'startSandbox'>,
    Pick<SignOutDeps, 'accountUploads' | 'accountDeployments' | 'stopSandbox'> {
  readonly accounts: SignInDeps['accounts'] &
    SignOutDeps['accounts'] &
    SwitchAccountDeps['accounts'] &
    RenameAccountDeps['accounts'];
  /** The Applications view. */
  readonly applications: NodeView<Node>;
}

/** Gives the commands about accounts. */
export function accountCommands(deps: AccountCommandsDeps): Handlers<AccountCommands> {
  const { accounts, applications } = deps;
  const signInDeps: SignInDeps = {
    ...deps,
    newId: () => crypto.randomUUID(),
    startSandbox: () => runCommand('tem.startSandbox'),
  };
  const signIn = signInCommand(signInDeps);
  return {
    'tem.renameAccount': renameAccountCommand({ accounts, applications }),
    'tem.signIn': signIn,
    'tem.signInAgain': signInAgainCommand(signInDeps, applications),
    'tem.signOut': signOutCommand(deps),
    'tem.signOutAccount': forSelectedNodes(applications, accountNodes, signOutAccountCommand(deps)),
    'tem.switchAccount': switchAccountCommand({ accounts, signIn }),
    'tem.useAccount': forSelectedNode(applications, accountNodes, useAccountCommand({ accounts })),
  };
}
