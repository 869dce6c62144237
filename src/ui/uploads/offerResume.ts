import * as vscode from 'vscode';
import type { UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { Accounts } from '../accounts/accounts';
import { percentOf } from '../messages/percentOf';
import type { Upload } from './upload';
import type { Uploads } from './uploads';
import { showInformation } from '../vscode/showMessage';

/** Dependencies of the offer: where interrupted uploads are listed, and what is done with them. */
export interface OfferResumeDeps {
  readonly accounts: Pick<Accounts, 'list'>;
  readonly uploads: Pick<Uploads, 'restore'>;
  readonly abandoned: () => Promise<readonly UnfinishedUpload[]>;
  readonly resume: (uploads: readonly Upload[]) => Promise<void>;
  readonly discard: (uploads: readonly Upload[]) => Promise<void>;
}

// More messages than these would bury each other: the view lists them all.
const maxMessages = 2;

/** Lists the uploads of signed-in accounts that stopped with their window, and offers to go on with those that are new. */
export function offerResume(deps: OfferResumeDeps) {
  return async (): Promise<void> => {
    const accounts = new Set((await deps.accounts.list()).map(({ id }) => id));
    const left = (await deps.abandoned()).filter(({ order }) => accounts.has(order.target.accountId));
    const fresh = deps.uploads.restore(left);
    if (fresh.length > maxMessages) return offerAll(deps, fresh);
    await Promise.all(fresh.map((upload) => offer(deps, upload)));
  };
}

async function offer({ resume, discard }: OfferResumeDeps, upload: Upload): Promise<void> {
  if (upload.state.kind !== 'interrupted') return;
  const { packageName, target } = upload.order;
  const percent = percentOf(upload.state.remains);
  const said = vscode.l10n.t(
    'The upload of {0} to {1} stopped at {2} %.',
    packageName,
    target.applicationName,
    String(percent),
  );
  const go = vscode.l10n.t('Resume Upload');
  const drop = vscode.l10n.t('Discard');
  const chosen = await showInformation(said, go, drop);
  if (chosen === go) await resume([upload]);
  if (chosen === drop) await discard([upload]);
}

async function offerAll({ resume }: OfferResumeDeps, uploads: readonly Upload[]): Promise<void> {
  const said = vscode.l10n.t('{0} uploads stopped half-way.', uploads.length);
  const go = vscode.l10n.t('Resume All');
  const show = vscode.l10n.t('Show Uploads');
  const chosen = await showInformation(said, go, show);
  if (chosen === go) await resume(uploads);
  if (chosen === show) await vscode.commands.executeCommand('tem.uploads.focus');
}
