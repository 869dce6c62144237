import * as vscode from 'vscode';
import { storedAt, type KnownPackage } from '../../core/knownPackages';
import type { UploadedPackage } from '../../core/model';
import { formatAge } from '../messages/formatAge';
import { formatBytes } from '../messages/formatBytes';
import type { PackageNode } from '../../browse/nodes';
import { treeRow } from '../vscode/treeRow';
import { originLines } from './originWords';

/** Draws a package: version, the environments that run it, the file, its size and age, and who knows of it. */
export function packageItem({ known }: PackageNode): vscode.TreeItem {
  const { stored, uploaded, runningIn, deployedAt, version, packageName } = known;
  const bytes = stored?.bytes ?? uploaded?.bytes;
  const size = bytes === undefined ? '' : formatBytes(bytes);
  const at = storedAt(known);
  const age = at ? formatAge(at) : '';
  const running = runningIn.length > 0 ? vscode.l10n.t('running in {0}', runningIn.join(', ')) : '';
  const badges = runningIn.map((name) => `[${name}]`);
  const knownFrom = vscode.l10n.t('source: {0}', sources(known).join(', '));
  return treeRow({
    label: version || packageName,
    description: [...badges, packageName, size, age, shortSources(known)],
    tooltip: () => [
      vscode.l10n.t('Version: {0}', version),
      vscode.l10n.t('Package: {0}', packageName),
      ...(running ? [running] : []),
      ...(bytes === undefined ? [] : [vscode.l10n.t('Size: {0} ({1} bytes)', size, bytes)]),
      ...(stored ? [vscode.l10n.t('Stored: {0}', new Date(stored.modifiedAt).toLocaleString())] : []),
      ...(deployedAt === undefined ? [] : [vscode.l10n.t('Deployed: {0}', new Date(deployedAt).toLocaleString())]),
      ...(uploaded ? uploadLines(uploaded) : []),
      ...(stored || uploaded ? [vscode.l10n.t('Path: {0}', (stored ?? uploaded)?.key ?? '')] : []),
      vscode.l10n.t('Source: {0}', sources(known).join(', ')),
    ],
    spoken: vscode.l10n.t(
      'Package {0}, version {1}',
      packageName,
      [version, size, age, running, knownFrom].filter(Boolean).join(', '),
    ),
    icon: new vscode.ThemeIcon(running ? 'vm-running' : 'archive'),
    contextValue: stored || uploaded ? 'package stored' : 'package',
  });
}

function sources({ stored, runningIn, uploaded }: KnownPackage): readonly string[] {
  return [
    ...(stored ? [vscode.l10n.t('COS')] : []),
    ...(runningIn.length > 0 ? [vscode.l10n.t('current deployment')] : []),
    ...(uploaded ? [vscode.l10n.t('uploads from this machine')] : []),
  ];
}

function shortSources({ stored, runningIn, uploaded }: KnownPackage): string {
  return [
    ...(stored ? [vscode.l10n.t('in COS')] : []),
    ...(runningIn.length > 0 ? [vscode.l10n.t('deployed')] : []),
    ...(uploaded ? [vscode.l10n.t('uploaded from this machine')] : []),
  ].join(', ');
}

function uploadLines({ crc64, uploadedAt, who, origin }: UploadedPackage): readonly string[] {
  return [
    vscode.l10n.t('CRC-64: {0}', crc64),
    vscode.l10n.t('Uploaded from this machine: {0}', new Date(uploadedAt).toLocaleString()),
    ...(who ? [vscode.l10n.t('By: {0}', who)] : []),
    ...(origin ? originLines(origin) : []),
  ];
}
