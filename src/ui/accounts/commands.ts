import type { Node } from '../../browse/nodes';
import { runCommand, type AccountCommands, type Handlers } from '../vscode/contributions';
import { onRow, type Rows } from '../vscode/onRow';
import { accountRow } from './accountRow';
import { signInAgainCommand, signInCommand, type SignInDeps } from './signIn';
import { signOutAccountCommand, signOutCommand, type SignOutDeps } from './signOut';
import { switchAccountCommand, useAccountCommand, type SwitchAccountDeps } from './switchAccount';

/** What the commands about accounts are made of. */
export interface AccountCommandsDeps extends Omit<SignInDeps, 'attempt' | 'newId' | 'startSandbox'> {
  readonly accounts: SignInDeps['accounts'] & SignOutDeps['accounts'] & SwitchAccountDeps['accounts'];
  readonly withErrorReporting: SignInDeps['attempt'];
  /** The nodes of the Applications view. */
  readonly nodes: Rows<Node>;
}

/** Gives the commands about accounts. */
export function accountCommands(deps: AccountCommandsDeps): Handlers<AccountCommands> {
  const { accounts, nodes } = deps;
  const signInDeps: SignInDeps = {
    ...deps,
    attempt: deps.withErrorReporting,
    newId: () => crypto.randomUUID(),
    startSandbox: () => runCommand('tem.startSandbox'),
  };
  const signOutDeps = { accounts, stopSandbox: () => runCommand('tem.stopSandbox') };
  const signIn = signInCommand(signInDeps);
  return {
    'tem.signIn': signIn,
    'tem.signInAgain': signInAgainCommand(signInDeps, nodes),
    'tem.signOut': signOutCommand(signOutDeps),
    'tem.signOutAccount': onRow(nodes, accountRow, signOutAccountCommand(signOutDeps)),
    'tem.switchAccount': switchAccountCommand({ accounts, signIn }),
    'tem.useAccount': onRow(nodes, accountRow, useAccountCommand({ accounts })),
  };
}
