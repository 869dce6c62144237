import * as vscode from 'vscode';
import { deploymentsToEnd, type AccountDeployments } from '../accounts/accountDeployments';
import { cancelUploadsOf, uploadsToCancel, type AccountUploads } from '../accounts/accountUploads';
import { askModally } from '../vscode/showMessage';
import { sandboxAccountId, type PracticeSandbox } from './practiceSandbox';

/** Dependencies of stopping the sandbox. */
export interface StopSandboxDeps {
  readonly sandbox: Pick<PracticeSandbox, 'stop'>;
  readonly accountUploads: AccountUploads;
  readonly accountDeployments: AccountDeployments;
}

/** Makes the command that stops the sandbox; it asks where uploads or deployments are under way, and cancels the uploads first. */
export function stopSandboxCommand({ sandbox, accountUploads, accountDeployments }: StopSandboxDeps) {
  return async (): Promise<void> => {
    const ids = [sandboxAccountId];
    const [uploads, deployments] = await Promise.all([accountUploads.count(ids), accountDeployments.count(ids)]);
    if (uploads + deployments > 0 && !(await isMeant(uploads, deployments))) return;
    await cancelUploadsOf(accountUploads, ids);
    await sandbox.stop();
  };
}

function isMeant(uploads: number, deployments: number): Promise<boolean> {
  const lines = [
    ...(uploads > 0 ? [uploadsToCancel(uploads)] : []),
    ...(deployments > 0 ? [deploymentsToEnd(deployments)] : []),
    vscode.l10n.t('The local sandbox of this window will stop, and packages uploaded to it will be lost.'),
  ];
  return askModally(vscode.l10n.t('Stop the local sandbox?'), lines, buttonFor(uploads));
}

function buttonFor(uploads: number): string {
  if (uploads === 0) return vscode.l10n.t('Stop');
  return uploads === 1 ? vscode.l10n.t('Cancel Upload and Stop') : vscode.l10n.t('Cancel Uploads and Stop');
}
