import * as vscode from 'vscode';
import type { UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { askModally } from '../vscode/showMessage';
import { withCancel } from '../vscode/withCancel';
import { leftOf, type Upload } from './upload';
import type { Uploads } from './uploads';

/** Dependencies of discarding; `discard` forgets an upload and drops its parts in COS. */
export interface DiscardUploadDeps {
  readonly uploads: Pick<Uploads, 'remove'>;
  readonly withErrorReporting: WithErrorReporting;
  readonly discard: (unfinished: UnfinishedUpload, signal: AbortSignal) => Promise<void>;
}

const maxNamed = 10;

/**
 * Makes the command that drops what uploads have in COS and takes them off the list. Several are confirmed once; those that
 * fail stay in the list, and trying again is for them alone.
 */
export function discardUploadCommand(deps: DiscardUploadDeps) {
  return async (several: readonly Upload[]): Promise<void> => {
    const [upload] = several;
    if (!upload || (several.length > 1 && !(await isMeant(several)))) return;
    await deps.withErrorReporting(texts(several).failed, async () => {
      // Some are gone when it is tried again, and one may have gone on meanwhile.
      const left = several.filter(({ state }) => leftOf(state) !== undefined);
      if (left.length > 0) await withCancel(texts(left).title, (signal) => discardAll(deps, left, signal));
    });
  };
}

/** Discards all that can be discarded; throws the first failure after that. */
async function discardAll(
  { uploads, discard }: DiscardUploadDeps,
  several: readonly Upload[],
  signal: AbortSignal,
): Promise<void> {
  const ends = await Promise.allSettled(
    several.map(async (upload) => {
      const remains = leftOf(upload.state);
      if (!remains) return;
      await discard(remains.unfinished, signal);
      uploads.remove(upload);
    }),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

function isMeant(several: readonly Upload[]): Promise<boolean> {
  const names = several.slice(0, maxNamed).map(({ order }) => `${order.packageName} → ${order.target.applicationName}`);
  const more = several.length - names.length;
  const lines = more > 0 ? [...names, vscode.l10n.t('… and {0} more', more)] : names;
  return askModally(vscode.l10n.t('Discard {0} uploads?', several.length), lines, vscode.l10n.t('Discard'));
}

function texts(several: readonly Upload[]): { readonly failed: string; readonly title: string } {
  const [{ order } = { order: undefined }] = several;
  return order && several.length === 1
    ? {
        failed: vscode.l10n.t('Could not discard the upload of {0}', order.packageName),
        title: vscode.l10n.t('Discarding the upload of {0}', order.packageName),
      }
    : {
        failed: vscode.l10n.t('Could not discard all uploads'),
        title: vscode.l10n.t('Discarding {0} uploads', several.length),
      };
}
