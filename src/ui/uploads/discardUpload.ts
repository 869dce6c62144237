import * as vscode from 'vscode';
import type { UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { leftOf, type Upload } from './upload';
import type { Uploads } from './uploads';
import { withCancel } from '../vscode/withCancel';

/** What forgets an upload and drops its parts. */
export interface DiscardUploadDeps {
  readonly uploads: Pick<Uploads, 'remove'>;
  readonly attempt: WithErrorReporting;
  readonly discard: (unfinished: UnfinishedUpload, signal: AbortSignal) => Promise<void>;
}

/** Drops what the upload has in the store and takes it off the list. */
export function discardUploadCommand({ uploads, attempt, discard }: DiscardUploadDeps) {
  return async (upload: Upload): Promise<void> => {
    const { state, order } = upload;
    const remains = leftOf(state);
    if (!remains) return;
    const what = vscode.l10n.t('Could not discard the upload of {0}', order.packageName);
    const title = vscode.l10n.t('Discarding the upload of {0}', order.packageName);
    await attempt(what, async () => {
      await withCancel(title, (signal) => discard(remains.unfinished, signal));
      uploads.remove(upload);
    });
  };
}
