import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { packageAddress, type PackageNode } from '../../browse/nodes';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { linkExpiry } from './linkExpiry';
import { withCancel } from '../vscode/withCancel';
import { copyText } from '../vscode/copyText';
import { askModally } from '../vscode/showMessage';

/** What signs links, and how a failure is told. */
export interface CopyDownloadLinkDeps {
  readonly link: (address: PackageAddress, signal: AbortSignal) => Promise<string>;
  readonly attempt: WithErrorReporting;
}

/** Copies a link to the package, once the person knows that it is a secret. The link is shown nowhere. */
export function copyDownloadLinkCommand({ link, attempt }: CopyDownloadLinkDeps) {
  return async (node: PackageNode): Promise<void> => {
    const { packageName } = node.known;
    await attempt(vscode.l10n.t('Could not get a download link'), async () => {
      const title = vscode.l10n.t('Asking TEM for a download link');
      const signed = await withCancel(title, (signal) => link(packageAddress(node), signal));
      const copy = vscode.l10n.t('Copy Link');
      const said = vscode.l10n.t('A download link is a secret.');
      if (!(await askModally(said, [`${warning(packageName)} ${lifetime(signed)}`], copy))) return;
      await copyText(signed, vscode.l10n.t('Copied a download link of {0}', packageName));
    });
  };
}

function warning(packageName: string): string {
  return vscode.l10n.t(
    'Whoever has it can download {0}, without an account. Pass it on as you would a password.',
    packageName,
  );
}

function lifetime(signed: string): string {
  const at = linkExpiry(signed);
  return at === undefined
    ? vscode.l10n.t('It expires after a while.')
    : vscode.l10n.t('It expires at {0}.', new Date(at).toLocaleString());
}
