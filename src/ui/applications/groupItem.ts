import * as vscode from 'vscode';
import type { GroupNode } from '../../browse/nodes';
import { treeRow } from '../vscode/treeRow';
import { kindColor, kindWord } from './runningWords';

/** Draws an environment as a group of applications. */
export function groupItem({ parent, environment }: GroupNode): vscode.TreeItem {
  const name = environment?.name ?? vscode.l10n.t('Not deployed');
  const kind = environment ? kindWord(environment.kind) : '';
  return treeRow({
    label: name,
    description: [kind],
    tooltip: () => [name, ...(kind ? [kind] : []), ...(environment ? [vscode.l10n.t('ID: {0}', environment.id)] : [])],
    spoken: environment
      ? vscode.l10n.t('Environment {0}', [name, kind].filter(Boolean).join(', '))
      : vscode.l10n.t('Applications that are not deployed'),
    icon: environment
      ? new vscode.ThemeIcon('layers', kindColor(environment.kind))
      : new vscode.ThemeIcon('circle-slash'),
    contextValue: parent.account.site === 'sandbox' ? 'group sandbox' : 'group',
    state: vscode.TreeItemCollapsibleState.Expanded,
  });
}
