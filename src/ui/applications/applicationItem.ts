import * as vscode from 'vscode';
import type { Application, RunningVersion } from '../../core/model';
import { modeName } from '../messages/modeName';
import type { ApplicationNode, SectionNode } from '../../browse/nodes';
import { treeRow } from '../vscode/treeRow';

const { Collapsed } = vscode.TreeItemCollapsibleState;

/** Draws an application: how it is deployed and what runs where. */
export function applicationItem({ account, application }: ApplicationNode): vscode.TreeItem {
  const { versions, hasAuthority, deployMode } = application;
  const kinds = ['application', ...(deployMode === 'IMAGE' ? ['image'] : hasAuthority ? ['uploadable'] : [])];
  return treeRow({
    label: application.name,
    description: [
      hasAuthority ? '' : vscode.l10n.t('no permission'),
      modeName(application),
      ...versions.map(({ environmentName, versionName }) => `${environmentName} ${versionName}`),
    ],
    tooltip: () => tooltip(application),
    spoken: sentence(application),
    icon: new vscode.ThemeIcon(hasAuthority ? (deployMode === 'IMAGE' ? 'package' : 'server-process') : 'lock'),
    contextValue: [...kinds, ...(account.site === 'sandbox' ? ['sandbox'] : [])].join(' '),
    state: Collapsed,
  });
}

/** Draws one of the two nodes below each application. */
export function fixedItem({ kind, parent }: SectionNode): vscode.TreeItem {
  const { name } = parent.application;
  const isPackages = kind === 'packages';
  return treeRow({
    label: isPackages ? vscode.l10n.t('Packages') : vscode.l10n.t('Environments'),
    spoken: isPackages ? vscode.l10n.t('Packages of {0}', name) : vscode.l10n.t('Environments of {0}', name),
    icon: new vscode.ThemeIcon(isPackages ? 'archive' : 'layers'),
    contextValue: kind,
    state: Collapsed,
  });
}

function sentence(application: Application): string {
  const { versions, hasAuthority } = application;
  const running = versions.map(({ versionName, environmentName, currentInstances, expectedInstances, deploying }) =>
    deploying
      ? vscode.l10n.t('version {0} being deployed to {1}', versionName, environmentName)
      : vscode.l10n.t(
          'version {0} running in {1}, {2} of {3} ready',
          versionName,
          environmentName,
          currentInstances,
          expectedInstances,
        ),
  );
  const parts = [
    vscode.l10n.t('{0}, {1} application', application.name, modeName(application)),
    ...(running.length > 0 ? running : [vscode.l10n.t('not deployed')]),
    ...(hasAuthority ? [] : [vscode.l10n.t('this account has no permission to manage it')]),
  ];
  return parts.join(', ');
}

function tooltip(application: Application): readonly string[] {
  const lines = [
    application.name,
    application.description,
    vscode.l10n.t('ID: {0}', application.id),
    vscode.l10n.t('Deploy mode: {0}', modeName(application)),
    ...(application.language ? [vscode.l10n.t('Language: {0}', application.language)] : []),
    ...application.versions.map(versionLine),
    ...(application.versions.length === 0 ? [vscode.l10n.t('Not deployed yet')] : []),
    ...(application.hasAuthority ? [] : [vscode.l10n.t('This account has no permission to manage it')]),
  ];
  return lines.filter(Boolean);
}

function versionLine(version: RunningVersion): string {
  const line = vscode.l10n.t(
    '{0}: version {1}, {2} of {3} ready',
    version.environmentName,
    version.versionName,
    version.currentInstances,
    version.expectedInstances,
  );
  return [line, version.status, version.deploying ? vscode.l10n.t('being deployed') : ''].filter(Boolean).join(', ');
}
