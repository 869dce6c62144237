import * as vscode from 'vscode';
import type { Account } from '../../core/model';
import type { Accounts } from './accounts';
import { deploymentsToEnd, deploymentsToLeave, type AccountDeployments } from './accountDeployments';
import { cancelUploadsOf, uploadsToCancel, type AccountUploads } from './accountUploads';
import { offerSignIn } from './offerSignIn';
import { pickAccount } from './pickAccount';
import type { AccountNode } from '../../browse/nodes';
import { outcomeOf, tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
import { askModally } from '../vscode/showMessage';

/** Dependencies of signing out. */
export interface SignOutDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'remove'>;
  readonly accountUploads: AccountUploads;
  readonly accountDeployments: AccountDeployments;
  /** Stops the sandbox without a question: it has been asked. */
  readonly stopSandbox: () => Promise<void>;
  readonly withErrorReporting: WithErrorReporting;
}

/** Makes the command that forgets the chosen account and its key. */
export function signOutCommand(deps: SignOutDeps) {
  return async (): Promise<void> => {
    const placeholder = vscode.l10n.t('Which account do you want to sign out of?');
    const account = await pickAccount(deps.accounts, placeholder);
    if (account) await signOut(deps, [account]);
    else if (!(await deps.accounts.current())) await offerSignIn();
  };
}

/** Makes the same command for the accounts of nodes; a person confirms them once. */
export function signOutAccountCommand(deps: SignOutDeps) {
  return (nodes: readonly AccountNode[]): Promise<void> =>
    signOut(
      deps,
      nodes.map(({ account }) => account),
    );
}

/** Signs out of those it can: what fails is told, and tried again, for each account by itself. */
async function signOut(deps: SignOutDeps, accounts: readonly Account[]): Promise<void> {
  const ids = accounts.map(({ id }) => id);
  if (!(await isMeant(deps, accounts))) return;
  await cancelUploadsOf(deps.accountUploads, ids);
  for (const account of accounts) {
    const job = () => forget(deps, account);
    const outcome = await outcomeOf(job);
    if (outcome.kind !== 'failed') continue;
    // The others need not wait for what a person does about this one.
    const what = vscode.l10n.t('Could not sign out of {0}', account.name);
    void deps.withErrorReporting(what, tryAgainAfter(outcome.error, job));
  }
}

async function forget({ accounts, stopSandbox }: SignOutDeps, { id, site }: Account): Promise<void> {
  if (site === 'sandbox') await stopSandbox();
  else await accounts.remove(id);
}

async function isMeant(deps: SignOutDeps, accounts: readonly Account[]): Promise<boolean> {
  const [account, ...others] = accounts;
  if (!account) return false;
  const uploads = await deps.accountUploads.count(accounts.map(({ id }) => id));
  const details = [
    ...(uploads > 0 ? [uploadsToCancel(uploads)] : []),
    ...(await deploymentLines(deps, accounts)),
    ...detailsOf(accounts),
  ];
  const button = buttonFor(uploads);
  if (others.length === 0) return askModally(vscode.l10n.t('Sign out of {0}?', account.name), details, button);
  const names = accounts.map(({ name }) => name);
  return askModally(vscode.l10n.t('Sign out of {0} accounts?', names.length), [...names, '', ...details], button);
}

/** Says what becomes of deployments that are under way: those in the sandbox end with it. */
async function deploymentLines(
  { accountDeployments }: SignOutDeps,
  accounts: readonly Account[],
): Promise<readonly string[]> {
  const countIn = (isWanted: (account: Account) => boolean) =>
    accountDeployments.count(accounts.filter(isWanted).map(({ id }) => id));
  const inTem = await countIn(({ site }) => site !== 'sandbox');
  const inSandbox = await countIn(({ site }) => site === 'sandbox');
  return [...(inTem > 0 ? [deploymentsToLeave(inTem)] : []), ...(inSandbox > 0 ? [deploymentsToEnd(inSandbox)] : [])];
}

function buttonFor(uploads: number): string {
  if (uploads === 0) return vscode.l10n.t('Sign Out');
  return uploads === 1 ? vscode.l10n.t('Cancel Upload and Sign Out') : vscode.l10n.t('Cancel Uploads and Sign Out');
}

/** Says what goes with the accounts: the key of each, but of the sandbox what was uploaded to it. */
function detailsOf(accounts: readonly Account[]): readonly string[] {
  const count = accounts.filter(({ site }) => site !== 'sandbox').length;
  const details = [];
  if (count === 1)
    details.push(vscode.l10n.t('The key will be deleted from this machine. Nothing changes in Tencent Cloud.'));
  if (count > 1)
    details.push(vscode.l10n.t('The keys will be deleted from this machine. Nothing changes in Tencent Cloud.'));
  if (count < accounts.length)
    details.push(
      vscode.l10n.t('The local sandbox of this window will stop, and packages uploaded to it will be lost.'),
    );
  return details;
}
