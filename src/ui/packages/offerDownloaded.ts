import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { DownloadResult } from '../../core/ports/downloader';
import { formatBytes } from '../messages/formatBytes';
import { revealFile } from '../vscode/revealFile';
import { showInformation } from '../vscode/showMessage';
import { runCommand } from '../vscode/contributions';

/** Says that a package is here and offers what people do next. */
export async function offerDownloaded(file: vscode.Uri, version: string, delivered: DownloadResult): Promise<void> {
  const name = basename(file.fsPath);
  const size = formatBytes(delivered.bytes);
  const said = delivered.isVerified
    ? vscode.l10n.t('Downloaded {0}, version {1} ({2}). Checksum verified.', name, version, size)
    : vscode.l10n.t('Downloaded {0}, version {1} ({2}). COS returned no checksum; not verified.', name, version, size);
  const reveal = vscode.l10n.t('Reveal File');
  const facts = vscode.l10n.t('Show Package Details');
  const compare = vscode.l10n.t('Compare…');
  const chosen = await showInformation(said, reveal, facts, compare);
  if (chosen === reveal) await revealFile(file);
  if (chosen === facts) await runCommand('tem.showPackageFacts', file);
  if (chosen === compare) await runCommand('tem.comparePackages', file);
}
