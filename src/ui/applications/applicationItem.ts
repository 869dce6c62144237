import * as vscode from 'vscode';
import type { Application, RunningVersion } from '../../core/model';
import { modeName } from './modeName';
import type { ApplicationNode, FixedNode } from './nodes';

const { Collapsed } = vscode.TreeItemCollapsibleState;

/** The row of an application: how it is deployed and what runs where. */
export function applicationItem({ account, application }: ApplicationNode): vscode.TreeItem {
  const item = new vscode.TreeItem(application.name, Collapsed);
  const { versions, hasAuthority, deployMode } = application;
  const running = versions.map(({ environmentName, versionName }) => `${environmentName} ${versionName}`);
  const locked = hasAuthority ? '' : vscode.l10n.t('no permission');
  item.iconPath = new vscode.ThemeIcon(hasAuthority ? (deployMode === 'IMAGE' ? 'package' : 'server-process') : 'lock');
  item.description = [locked, modeName(application), ...running].filter(Boolean).join(' · ');
  item.tooltip = tooltip(application);
  const kinds = ['application', ...(deployMode === 'IMAGE' ? ['image'] : hasAuthority ? ['uploadable'] : [])];
  item.contextValue = [...kinds, ...(account.site === 'sandbox' ? ['sandbox'] : [])].join(' ');
  item.accessibilityInformation = { label: sentence(application) };
  return item;
}

/** One of the two rows below each application. */
export function fixedItem({ kind, parent }: FixedNode): vscode.TreeItem {
  const { name } = parent.application;
  const isPackages = kind === 'packages';
  const label = isPackages ? vscode.l10n.t('Packages') : vscode.l10n.t('Environments');
  const item = new vscode.TreeItem(label, Collapsed);
  item.iconPath = new vscode.ThemeIcon(isPackages ? 'archive' : 'layers');
  item.contextValue = kind;
  item.accessibilityInformation = {
    label: isPackages ? vscode.l10n.t('Packages of {0}', name) : vscode.l10n.t('Environments of {0}', name),
  };
  return item;
}

function sentence(application: Application): string {
  const { versions, hasAuthority } = application;
  const running = versions.map(({ versionName, environmentName, currentInstances, expectedInstances, deploying }) =>
    deploying
      ? vscode.l10n.t('version {0} being deployed to {1}', versionName, environmentName)
      : vscode.l10n.t(
          'version {0} running in {1}, {2} of {3} instances ready',
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

function tooltip(application: Application): string {
  const lines = [
    application.name,
    application.description,
    vscode.l10n.t('Id: {0}', application.id),
    vscode.l10n.t('Deploy mode: {0}', modeName(application)),
    ...(application.language ? [vscode.l10n.t('Language: {0}', application.language)] : []),
    ...application.versions.map(versionLine),
    ...(application.versions.length === 0 ? [vscode.l10n.t('Not deployed yet')] : []),
    ...(application.hasAuthority ? [] : [vscode.l10n.t('This account has no permission to manage it')]),
  ];
  return lines.filter(Boolean).join('\n');
}

function versionLine(version: RunningVersion): string {
  const line = vscode.l10n.t(
    '{0}: version {1}, {2} of {3} instances',
    version.environmentName,
    version.versionName,
    version.currentInstances,
    version.expectedInstances,
  );
  return [line, version.status, version.deploying ? vscode.l10n.t('being deployed') : ''].filter(Boolean).join(', ');
}
