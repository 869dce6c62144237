import * as vscode from 'vscode';
import { cancelUploadsOf, uploadsToCancel, type AccountUploads } from '../accounts/accountUploads';
import { askModally } from '../vscode/showMessage';
import { sandboxAccountId, type PracticeSandbox } from './practiceSandbox';

/** Dependencies of stopping the sandbox. */
export interface StopSandboxDeps {
  readonly sandbox: Pick<PracticeSandbox, 'stop'>;
  readonly accountUploads: AccountUploads;
}

/** Makes the command that stops the sandbox; it asks where uploads to it wait or run, and cancels them first. */
export function stopSandboxCommand({ sandbox, accountUploads }: StopSandboxDeps) {
  return async (): Promise<void> => {
    const ids = [sandboxAccountId];
    const count = await accountUploads.count(ids);
    if (count > 0 && !(await isMeant(count))) return;
    await cancelUploadsOf(accountUploads, ids);
    await sandbox.stop();
  };
}

function isMeant(count: number): Promise<boolean> {
  const gone = vscode.l10n.t('The local sandbox of this window will stop, and packages uploaded to it will be lost.');
  const button = count === 1 ? vscode.l10n.t('Cancel Upload and Stop') : vscode.l10n.t('Cancel Uploads and Stop');
  return askModally(vscode.l10n.t('Stop the local sandbox?'), [uploadsToCancel(count), gone], button);
}
