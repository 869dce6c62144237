import * as vscode from 'vscode';
import { regionName } from '../messages/regionName';
import type { RegionNode } from '../../browse/nodes';
import { treeRow } from '../vscode/treeRow';

/** Draws a region. */
export function regionItem({ account, region }: RegionNode): vscode.TreeItem {
  const name = regionName(region);
  return treeRow({
    label: name,
    description: [region],
    tooltip: () => [name, vscode.l10n.t('ID: {0}', region), vscode.l10n.t('Account: {0}', account.name)],
    spoken: vscode.l10n.t('Region {0} ({1}) of the account {2}.', name, region, account.name),
    icon: new vscode.ThemeIcon('globe'),
    contextValue: account.site === 'sandbox' ? 'region sandbox' : 'region',
    state: vscode.TreeItemCollapsibleState.Expanded,
  });
}
