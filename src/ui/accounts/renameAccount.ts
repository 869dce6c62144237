import * as vscode from 'vscode';
import type { AccountNode, Node } from '../../browse/nodes';
import type { Account } from '../../core/model';
import { askText } from '../vscode/askText';
import type { NodeView } from '../vscode/nodeView';
import { showInformation } from '../vscode/showMessage';
import type { Accounts } from './accounts';
import { offerSignIn } from './offerSignIn';
import { pickAccount } from './pickAccount';

/** Dependencies of giving an account another name. */
export interface RenameAccountDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'rename'>;
  /** The Applications view. */
  readonly applications: Pick<NodeView<Node>, 'find' | 'selected'>;
}

/**
 * Makes the command that gives an account another name: that of the clicked row, of the selected one, or one chosen from a list.
 * The sandbox's keeps its own.
 */
export function renameAccountCommand(deps: RenameAccountDeps) {
  return async (clicked?: unknown): Promise<void> => {
    const passed = deps.applications.find(clicked);
    if (passed && !isAccount(passed))
      return void showInformation(vscode.l10n.t('Only an account can be renamed here.'));
    const node = passed ?? deps.applications.selected().find(isAccount);
    const account = node ? node.account : await chosen(deps);
    if (account?.site === 'sandbox') {
      return void showInformation(vscode.l10n.t('The account of the local sandbox cannot be renamed.'));
    }
    if (account) await rename(deps, account);
  };
}

function isAccount(node: Node): node is AccountNode {
  return node.kind === 'account';
}

async function chosen({ accounts }: RenameAccountDeps): Promise<Account | undefined> {
  const named = async () => (await accounts.list()).filter(({ site }) => site !== 'sandbox');
  if ((await accounts.list()).length === 0) return void (await offerSignIn());
  const placeholder = vscode.l10n.t('Which account do you want to rename?');
  const [sandbox] = await accounts.list();
  if ((await named()).length === 0) return sandbox;
  return pickAccount({ list: named, current: () => accounts.current() }, placeholder);
}

async function rename({ accounts }: RenameAccountDeps, { id, name }: Account): Promise<void> {
  const others = (await accounts.list()).filter((one) => one.id !== id);
  const { answer, value } = await askText({
    title: vscode.l10n.t('Rename the account {0}', name),
    prompt: vscode.l10n.t('Display name of this account'),
    value: name,
    validate: (text) => complaint(text, others),
  });
  if (answer === 'next' && value !== name) await accounts.rename(id, value);
}

function complaint(text: string, others: readonly Account[]): string | undefined {
  if (!text) return vscode.l10n.t('This cannot be empty.');
  return others.some(({ name }) => name === text) ? vscode.l10n.t('Another account already has this name.') : undefined;
}
