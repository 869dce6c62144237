import * as vscode from 'vscode';
import type { PackageAddress } from '../../core/downloadLink';
import { packageAddress, type PackageNode } from '../../browse/nodes';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { linkExpiry } from './linkExpiry';
import { withCancel } from '../vscode/withCancel';
import { copyLines } from '../vscode/copyText';
import { askModally } from '../vscode/showMessage';

/** Dependencies of the command; `link` asks TEM for a signed link. */
export interface CopyDownloadLinkDeps {
  readonly link: (address: PackageAddress, signal: AbortSignal) => Promise<string>;
  readonly withErrorReporting: WithErrorReporting;
}

/**
 * Makes the command that copies a link to each package, a line each, once the person knows that links are secrets. They are
 * shown nowhere.
 */
export function copyDownloadLinkCommand({ link, withErrorReporting }: CopyDownloadLinkDeps) {
  return async (nodes: readonly PackageNode[]): Promise<void> => {
    const said = textsFor(nodes);
    await withErrorReporting(said.failed, async () => {
      const links = await withCancel(said.asking, (signal) =>
        Promise.all(nodes.map((node) => link(packageAddress(node), signal))),
      );
      if (!(await askModally(said.question, [`${said.warning} ${lifetime(links)}`], said.copy))) return;
      await copyLines(links, said.copied);
    });
  };
}

interface LinkTexts {
  readonly failed: string;
  readonly asking: string;
  readonly question: string;
  readonly warning: string;
  readonly copy: string;
  readonly copied: string;
}

function textsFor([node, ...others]: readonly PackageNode[]): LinkTexts {
  const name = node?.known.packageName ?? '';
  const count = others.length + 1;
  return count === 1
    ? {
        failed: vscode.l10n.t('Could not get a download link'),
        asking: vscode.l10n.t('Getting a download link from TEM'),
        question: vscode.l10n.t('A download link is a secret.'),
        warning: vscode.l10n.t(
          'Anyone with this link can download {0} without an account. Share it as carefully as a password.',
          name,
        ),
        copy: vscode.l10n.t('Copy Link'),
        copied: vscode.l10n.t('Copied a download link of {0}', name),
      }
    : {
        failed: vscode.l10n.t('Could not get {0} download links', count),
        asking: vscode.l10n.t('Getting {0} download links from TEM', count),
        question: vscode.l10n.t('Download links are secrets.'),
        warning: vscode.l10n.t(
          'Anyone with these links can download {0} packages without an account. Share them as carefully as passwords.',
          count,
        ),
        copy: vscode.l10n.t('Copy {0} Links', count),
        copied: vscode.l10n.t('Copied {0} download links', count),
      };
}

function lifetime(links: readonly string[]): string {
  const [first] = links.flatMap((link) => linkExpiry(link) ?? []).sort((a, b) => a - b);
  if (first === undefined) {
    return links.length === 1
      ? vscode.l10n.t('The link expires after a while.')
      : vscode.l10n.t('The links expire after a while.');
  }
  const at = new Date(first).toLocaleString();
  return links.length === 1
    ? vscode.l10n.t('The link expires at {0}.', at)
    : vscode.l10n.t('The first link expires at {0}.', at);
}
