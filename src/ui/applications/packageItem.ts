import * as vscode from 'vscode';
import { formatBytes } from '../formatBytes';
import { originText } from './originText';
import type { PackageNode } from './nodes';

/** The row of one package: version first, then the file, its size, and where it is known from. */
export function packageItem({ known }: PackageNode): vscode.TreeItem {
  const item = new vscode.TreeItem(known.version || known.packageName, vscode.TreeItemCollapsibleState.None);
  const { uploaded, runningIn } = known;
  const running = runningIn.length > 0 ? vscode.l10n.t('running in {0}', runningIn.join(', ')) : '';
  const size = uploaded ? formatBytes(uploaded.bytes) : '';
  const origin = uploaded ? vscode.l10n.t('uploaded from here') : '';
  item.iconPath = new vscode.ThemeIcon(running ? 'vm-running' : 'archive');
  item.description = [known.packageName, size, running || origin].filter(Boolean).join(' · ');
  item.tooltip = [
    vscode.l10n.t('Version: {0}', known.version),
    vscode.l10n.t('Package: {0}', known.packageName),
    ...(running ? [running] : []),
    ...(uploaded
      ? [
          vscode.l10n.t('Size: {0} ({1} bytes)', size, uploaded.bytes),
          vscode.l10n.t('CRC-64: {0}', uploaded.crc64),
          vscode.l10n.t('Uploaded from here: {0}', new Date(uploaded.uploadedAt).toLocaleString()),
          vscode.l10n.t('Path: {0}', uploaded.key),
          ...(uploaded.who ? [vscode.l10n.t('Uploaded by: {0}', uploaded.who)] : []),
          ...(uploaded.origin ? [vscode.l10n.t('Commit: {0}', originText(uploaded.origin))] : []),
        ]
      : [vscode.l10n.t('Known because it is deployed')]),
  ].join('\n');
  item.contextValue = uploaded ? 'package stored' : 'package';
  return item;
}
