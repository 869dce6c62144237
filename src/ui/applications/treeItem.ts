import * as vscode from 'vscode';
import type { Application, RunningVersion } from '../../core/model';
import { accountItem, type AccountMarks } from './accountItem';
import { nodeId, type ApplicationNode, type Node } from './nodes';
import { noticeItem } from './noticeItem';
import { packageItem } from './packageItem';
import { regionItem } from './regionItem';

const { Collapsed } = vscode.TreeItemCollapsibleState;

/** How a row looks and which menus it has. */
export function treeItem(node: Node, marksOf: (accountId: string) => AccountMarks): vscode.TreeItem {
  const item = itemOf(node, marksOf);
  item.id = nodeId(node);
  return item;
}

function itemOf(node: Node, marksOf: (accountId: string) => AccountMarks): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return accountItem(node, marksOf(node.account.id));
    case 'region':
      return regionItem(node);
    case 'application':
      return applicationItem(node);
    case 'package':
      return packageItem(node);
    case 'notice':
      return noticeItem(node);
  }
}

function applicationItem({ account, application }: ApplicationNode): vscode.TreeItem {
  const item = new vscode.TreeItem(application.name, Collapsed);
  item.iconPath = new vscode.ThemeIcon(application.deployMode === 'IMAGE' ? 'package' : 'server-process');
  const running = application.versions.map(({ environmentName, versionName }) => `${environmentName} ${versionName}`);
  item.description = [modeName(application), ...running].join(' · ');
  item.tooltip = applicationTooltip(application);
  const kinds = ['application', ...(application.deployMode === 'IMAGE' ? ['image'] : ['uploadable'])];
  item.contextValue = [...kinds, ...(account.site === 'sandbox' ? ['sandbox'] : [])].join(' ');
  return item;
}

function modeName({ deployMode }: Application): string {
  return deployMode === 'OTHER' ? vscode.l10n.t('unknown kind') : deployMode;
}

function applicationTooltip(application: Application): string {
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
