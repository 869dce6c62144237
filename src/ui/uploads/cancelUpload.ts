import * as vscode from 'vscode';
import { showInformation } from '../vscode/showMessage';
import { sayCancelled } from './uploadWords';
import type { Upload } from './upload';
import type { Uploads } from './uploads';

/** Makes the command that ends uploads, whether they wait or run. Of several one message says that they were cancelled. */
export function cancelUploadCommand(uploads: Pick<Uploads, 'cancel' | 'ended'>) {
  return async (several: readonly Upload[]): Promise<void> => {
    several.forEach((upload) => uploads.cancel(upload, { isTold: true }));
    const ends = await Promise.all(several.map((upload) => uploads.ended(upload)));
    const cancelled = several.filter((_, n) => ends[n]?.kind === 'cancelled');
    if (cancelled.length > 1) void showInformation(vscode.l10n.t('{0} uploads were cancelled.', cancelled.length));
    else cancelled.forEach(({ order }) => sayCancelled(order.packageName));
  };
}
