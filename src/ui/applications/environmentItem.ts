import * as vscode from 'vscode';
import { formatAge } from '../messages/formatAge';
import type { EnvironmentNode, GroupNode, InstanceNode } from '../../browse/nodes';
import { kindColor, kindWord, readyWords, stateIcon, stateWord } from './runningWords';
import { treeRow } from '../vscode/treeRow';

/** Draws an environment: its kind, how it is, what runs and since when. The icon's shape is the state. */
export function environmentItem({ parent, environment }: EnvironmentNode): vscode.TreeItem {
  const { running, kind, deployedAt } = environment;
  const since = deployedAt === undefined ? '' : vscode.l10n.t('deployed {0}', formatAge(deployedAt));
  return treeRow({
    label: running.environmentName,
    description: [kindWord(kind), stateWord(running), readyWords(running), running.versionName, since],
    tooltip: [
      running.environmentName,
      ...(kindWord(kind) ? [vscode.l10n.t('Kind: {0}', kindWord(kind))] : []),
      vscode.l10n.t('Status: {0}', stateWord(running)),
      vscode.l10n.t('Instances: {0}', readyWords(running)),
      vscode.l10n.t('Version: {0}', running.versionName),
      ...(deployedAt === undefined ? [] : [vscode.l10n.t('Deployed: {0}', new Date(deployedAt).toLocaleString())]),
      vscode.l10n.t('Id: {0}', running.environmentId),
    ],
    spoken: vscode.l10n.t(
      'Environment {0}: {1}, {2} of {3} instances ready',
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

/** Draws an environment as a group of applications. */
export function groupItem({ parent, environment }: GroupNode): vscode.TreeItem {
  const name = environment?.name ?? vscode.l10n.t('Not deployed');
  const kind = environment ? kindWord(environment.kind) : '';
  return treeRow({
    label: name,
    description: [kind],
    tooltip: [name, ...(kind ? [kind] : []), ...(environment ? [vscode.l10n.t('Id: {0}', environment.id)] : [])],
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

/** Draws an instance; an unhealthy one says why. */
export function instanceItem({ instance }: InstanceNode): vscode.TreeItem {
  const { id, isReady, restarts, startedAt, unhealthyReason: complaint, status, version } = instance;
  const ready = isReady ? vscode.l10n.t('ready') : vscode.l10n.t('not ready');
  const restarted = restarts === 1 ? vscode.l10n.t('1 restart') : vscode.l10n.t('{0} restarts', restarts);
  const age = startedAt === undefined ? '' : vscode.l10n.t('started {0}', formatAge(startedAt));
  const isWell = isReady && complaint === undefined;
  const standing = [complaint ?? '', ready, restarted, age].filter(Boolean);
  return treeRow({
    label: id,
    description: standing,
    tooltip: [
      id,
      ...(complaint === undefined ? [] : [vscode.l10n.t('Unhealthy: {0}', complaint)]),
      ...(status ? [vscode.l10n.t('Status: {0}', status)] : []),
      `${ready}, ${restarted}`,
      ...(version ? [vscode.l10n.t('Version: {0}', version)] : []),
      ...(startedAt === undefined ? [] : [vscode.l10n.t('Started: {0}', new Date(startedAt).toLocaleString())]),
    ],
    spoken: vscode.l10n.t('Instance {0}: {1}', id, standing.join(', ')),
    icon: isWell
      ? new vscode.ThemeIcon('pass')
      : new vscode.ThemeIcon(
          complaint === undefined ? 'clock' : 'error',
          new vscode.ThemeColor('list.errorForeground'),
        ),
    contextValue: 'instance',
  });
}
