import * as vscode from 'vscode';
import { siteName } from '../accounts/siteName';
import { regionName } from '../regionName';
import { applicationItem, fixedItem } from './applicationItem';
import { environmentItem, groupItem, instanceItem } from './environmentItem';
import { nodeId, type AccountNode, type MoreNode, type Node, type RegionNode } from './nodes';
import { noticeItem } from './noticeItem';
import { packageItem } from './packageItem';

const { Expanded, None } = vscode.TreeItemCollapsibleState;

/** How a row looks and which menus it has; `currentId` is the account to mark as the one in use. */
export function treeItem(node: Node, currentId: string | undefined): vscode.TreeItem {
  const item = itemOf(node, currentId);
  item.id = nodeId(node);
  return item;
}

function itemOf(node: Node, currentId: string | undefined): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return accountItem(node, node.account.id === currentId);
    case 'region':
      return regionItem(node);
    case 'group':
      return groupItem(node);
    case 'application':
      return applicationItem(node);
    case 'environments':
    case 'packages':
      return fixedItem(node);
    case 'environment':
      return environmentItem(node);
    case 'instance':
      return instanceItem(node);
    case 'package':
      return packageItem(node);
    case 'more':
      return moreItem(node);
    case 'notice':
      return noticeItem(node);
  }
}

function accountItem({ account }: AccountNode, isCurrent: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(account.name, Expanded);
  item.iconPath = new vscode.ThemeIcon(account.site === 'sandbox' ? 'beaker' : 'account');
  const site = siteName(account.site);
  const described = isCurrent ? `${site} · ${vscode.l10n.t('in use')}` : site;
  item.description = described;
  item.tooltip = [account.name, site, ...(isCurrent ? [vscode.l10n.t('Used for uploads')] : [])].join('\n');
  item.contextValue = account.site === 'sandbox' ? 'account sandbox' : 'account';
  item.accessibilityInformation = { label: vscode.l10n.t('Account {0}, {1}', account.name, described) };
  return item;
}

function regionItem({ account, region }: RegionNode): vscode.TreeItem {
  const item = new vscode.TreeItem(regionName(region), Expanded);
  item.description = region;
  item.iconPath = new vscode.ThemeIcon('globe');
  item.contextValue = account.site === 'sandbox' ? 'region sandbox' : 'region';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Region {0} of account {1}', regionName(region), account.name),
  };
  return item;
}

function moreItem(node: MoreNode): vscode.TreeItem {
  const title = vscode.l10n.t('Load More');
  const item = new vscode.TreeItem(title, None);
  item.description = vscode.l10n.t('{0} more', node.left);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'tem.loadMore', title, arguments: [node] };
  item.contextValue = 'more';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Load more, {0} are not shown yet', node.left),
    role: 'button',
  };
  return item;
}
