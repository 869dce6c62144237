import * as vscode from 'vscode';
import type { UnfinishedUpload } from '../../core/ports/uploadJournal';
import type { Accounts } from '../accounts/accounts';
import { focusView, runCommand } from '../vscode/contributions';
import { showInformation } from '../vscode/showMessage';
import { sayGone } from './sayGone';
import type { Upload } from './upload';
import type { Uploads } from './uploads';

/** Dependencies of the offer: where interrupted uploads are listed. */
export interface OfferResumeDeps {
  readonly accounts: Pick<Accounts, 'list'>;
  readonly uploads: Pick<Uploads, 'all' | 'restore'>;
  readonly journal: { abandoned(): Promise<readonly UnfinishedUpload[]> };
}

/** Lists the uploads of signed-in accounts that stopped with their window, and offers to go on with those that are new. */
export async function offerResume(deps: OfferResumeDeps): Promise<void> {
  const abandoned = await deps.journal.abandoned();
  const accounts = new Set((await deps.accounts.list()).map(({ id }) => id));
  const left = abandoned.filter(({ order }) => accounts.has(order.target.accountId));
  const fresh = deps.uploads.restore(left);
  const [only, ...others] = fresh;
  // Several messages would bury each other: the view lists them all.
  if (only) await (others.length > 0 ? offerAll(deps, fresh) : offer(deps, only));
}

async function offer({ uploads }: OfferResumeDeps, upload: Upload): Promise<void> {
  if (upload.state.kind !== 'interrupted') return;
  const { packageName, target } = upload.order;
  const { percent } = upload.state.remains;
  const said = vscode.l10n.t(
    'The upload of {0} to {1} stopped at {2}%.',
    packageName,
    target.applicationName,
    String(percent),
  );
  const go = vscode.l10n.t('Resume Upload');
  const drop = vscode.l10n.t('Discard');
  const chosen = await showInformation(said, go, drop);
  if (chosen && !uploads.all.includes(upload)) return sayGone([upload]);
  if (chosen === go) await runCommand('tem.resumeUpload', upload);
  if (chosen === drop) await runCommand('tem.discardUpload', upload);
}

async function offerAll({ uploads }: OfferResumeDeps, offered: readonly Upload[]): Promise<void> {
  const said = vscode.l10n.t('{0} uploads were interrupted.', offered.length);
  const go = vscode.l10n.t('Resume All');
  const show = vscode.l10n.t('Show Uploads');
  const chosen = await showInformation(said, go, show);
  if (chosen === show) await focusView('tem.uploads');
  if (chosen !== go) return;
  const left = offered.filter((upload) => uploads.all.includes(upload));
  sayGone(offered.filter((upload) => !left.includes(upload)));
  // Without an upload it would ask for one, or take what is selected.
  if (left.length > 0) await runCommand('tem.resumeUpload', left[0], left);
}
