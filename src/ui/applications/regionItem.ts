import * as vscode from 'vscode';
import { regionName } from '../regionName';
import type { RegionNode } from './nodes';

/** The row of a region. */
export function regionItem({ account, region }: RegionNode): vscode.TreeItem {
  const item = new vscode.TreeItem(regionName(region), vscode.TreeItemCollapsibleState.Expanded);
  item.description = region;
  item.iconPath = new vscode.ThemeIcon('globe');
  item.contextValue = account.site === 'sandbox' ? 'region sandbox' : 'region';
  const label = vscode.l10n.t('Region {0} ({1}) of the account {2}.', regionName(region), region, account.name);
  item.accessibilityInformation = { label };
  return item;
}
