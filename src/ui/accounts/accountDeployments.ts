import * as vscode from 'vscode';

/** The deployments of accounts that were begun on this machine and are followed in this window. */
export interface AccountDeployments {
  /** Counts those of these accounts. */
  count(accountIds: readonly string[]): Promise<number>;
}

/** Words what becomes of so many deployments without the account they were begun with. */
export function deploymentsToLeave(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 deployment is under way: TEM goes on with it, and it is no longer followed here.')
    : vscode.l10n.t(
        '{0} deployments are under way: TEM goes on with them, and they are no longer followed here.',
        count,
      );
}

/** Words what becomes of so many deployments when the sandbox stops. */
export function deploymentsToEnd(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 deployment is under way and ends with the sandbox.')
    : vscode.l10n.t('{0} deployments are under way and end with the sandbox.', count);
}
