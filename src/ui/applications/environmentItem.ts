import * as vscode from 'vscode';
import { formatAge } from '../messages/formatAge';
import type { EnvironmentNode } from '../../browse/nodes';
import { kindColor, kindWord, readyWords, stateIcon, stateWord } from './runningWords';
import { treeRow } from '../vscode/treeRow';

/** Draws an environment: its kind, how it is, what runs and since when. The icon's shape is the state. */
export function environmentItem({ parent, environment }: EnvironmentNode): vscode.TreeItem {
  const { running, kind, deployedAt } = environment;
  const since = deployedAt === undefined ? '' : vscode.l10n.t('deployed {0}', formatAge(deployedAt));
  return treeRow({
    label: running.environmentName,
    description: [kindWord(kind), stateWord(running), readyWords(running), running.versionName, since],
    tooltip: () => [
      running.environmentName,
      ...(kindWord(kind) ? [vscode.l10n.t('Type: {0}', kindWord(kind))] : []),
      vscode.l10n.t('Status: {0}', stateWord(running)),
      vscode.l10n.t('Instances: {0}', readyWords(running)),
      vscode.l10n.t('Version: {0}', running.versionName),
      ...(deployedAt === undefined ? [] : [vscode.l10n.t('Deployed: {0}', new Date(deployedAt).toLocaleString())]),
      vscode.l10n.t('ID: {0}', running.environmentId),
    ],
    spoken: vscode.l10n.t(
      'Environment {0}: {1}, {2} of {3} ready',
      [running.environmentName, kindWord(kind), stateWord(running), since].filter(Boolean).join(', '),
      vscode.l10n.t('version {0}', running.versionName),
      running.currentInstances,
      running.expectedInstances,
    ),
    icon: new vscode.ThemeIcon(stateIcon(running), kindColor(kind)),
    contextValue: parent.account.site === 'sandbox' ? 'environment sandbox' : 'environment',
    state: vscode.TreeItemCollapsibleState.Collapsed,
  });
}
