import * as vscode from 'vscode';
import { accountItem, type AccountMarks } from './accountItem';
import { applicationItem, fixedItem } from './applicationItem';
import { environmentItem } from './environmentItem';
import { groupItem } from './groupItem';
import { instanceItem } from './instanceItem';
import { nodeId } from '../../browse/nodeId';
import type { LoadMoreNode, Node } from '../../browse/nodes';
import { placeholderItem } from './placeholderItem';
import { packageItem } from './packageItem';
import type { ShownRollouts } from '../../browse/shownRollouts';
import { rolloutItem } from './rolloutItem';
import { regionItem } from './regionItem';
import { treeRow } from '../vscode/treeRow';
import { commandOf } from '../vscode/contributions';

/** Draws a node: how it looks and which menus it has; deployments as they are in `rollouts`, else as they were when listed. */
export function treeItem(
  node: Node,
  marksOf: (accountId: string) => AccountMarks,
  rollouts?: Pick<ShownRollouts, 'moving' | 'latest'>,
): vscode.TreeItem {
  const item = itemOf(node, marksOf, rollouts);
  item.id = nodeId(node);
  return item;
}

function itemOf(
  node: Node,
  marksOf: (accountId: string) => AccountMarks,
  rollouts?: Pick<ShownRollouts, 'moving' | 'latest'>,
): vscode.TreeItem {
  switch (node.kind) {
    case 'account':
      return accountItem(node, marksOf(node.account.id));
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
      return environmentItem(node, rollouts?.moving(node));
    case 'rollout':
      return rolloutItem(node, rollouts?.latest(node.rollout) ?? node.rollout);
    case 'instance':
      return instanceItem(node);
    case 'package':
      return packageItem(node);
    case 'loadMore':
      return moreItem(node);
    case 'placeholder':
      return placeholderItem(node);
  }
}

function moreItem(node: LoadMoreNode): vscode.TreeItem {
  const title = vscode.l10n.t('Load More');
  return treeRow({
    label: title,
    description: [vscode.l10n.t('{0} more', node.left)],
    spoken: vscode.l10n.t('Load more, {0} not shown', node.left),
    role: 'button',
    icon: new vscode.ThemeIcon('ellipsis'),
    contextValue: 'more',
    command: commandOf('tem.loadMore', title, node),
  });
}
