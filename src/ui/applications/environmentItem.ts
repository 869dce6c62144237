import * as vscode from 'vscode';
import { formatAge } from '../formatAge';
import type { EnvironmentNode, GroupNode, InstanceNode } from './nodes';
import { kindColor, kindWord, readyWords, stateIcon, stateWord } from './runningWords';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** The row of an environment: its kind, how it is, what runs and since when. The icon's shape is the state. */
export function environmentItem({ parent, row }: EnvironmentNode): vscode.TreeItem {
  const { running, kind, deployedAt } = row;
  const item = new vscode.TreeItem(running.environmentName, Collapsed);
  const since = deployedAt === undefined ? '' : vscode.l10n.t('deployed {0}', formatAge(deployedAt));
  const words = [kindWord(kind), stateWord(running), readyWords(running), running.versionName, since];
  item.description = words.filter(Boolean).join(' · ');
  item.iconPath = new vscode.ThemeIcon(stateIcon(running), kindColor(kind));
  item.tooltip = [
    running.environmentName,
    ...(kindWord(kind) ? [vscode.l10n.t('Kind: {0}', kindWord(kind))] : []),
    vscode.l10n.t('Status: {0}', stateWord(running)),
    vscode.l10n.t('Instances: {0}', readyWords(running)),
    vscode.l10n.t('Version: {0}', running.versionName),
    ...(deployedAt === undefined ? [] : [vscode.l10n.t('Deployed: {0}', new Date(deployedAt).toLocaleString())]),
    vscode.l10n.t('Id: {0}', running.environmentId),
  ].join('\n');
  item.contextValue = parent.account.site === 'sandbox' ? 'environment sandbox' : 'environment';
  item.accessibilityInformation = {
    label: vscode.l10n.t(
      'Environment {0}: {1}, {2} of {3} instances ready',
      [running.environmentName, kindWord(kind), stateWord(running), since].filter(Boolean).join(', '),
      vscode.l10n.t('version {0}', running.versionName),
      running.currentInstances,
      running.expectedInstances,
    ),
  };
  return item;
}

/** The row of an environment as a group of applications. */
export function groupItem({ parent, environment }: GroupNode): vscode.TreeItem {
  const name = environment?.name ?? vscode.l10n.t('Not deployed');
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  const kind = environment ? kindWord(environment.kind) : '';
  item.description = kind;
  item.iconPath = environment
    ? new vscode.ThemeIcon('layers', kindColor(environment.kind))
    : new vscode.ThemeIcon('circle-slash');
  item.tooltip = environment ? [name, kind, vscode.l10n.t('Id: {0}', environment.id)].filter(Boolean).join('\n') : name;
  item.contextValue = parent.account.site === 'sandbox' ? 'group sandbox' : 'group';
  item.accessibilityInformation = {
    label: environment
      ? vscode.l10n.t('Environment {0}', [name, kind].filter(Boolean).join(', '))
      : vscode.l10n.t('Applications that are not deployed'),
  };
  return item;
}

/** The row of an instance; an unhealthy one says why. */
export function instanceItem({ instance }: InstanceNode): vscode.TreeItem {
  const { id, isReady, restarts, startedAt, complaint, status, version } = instance;
  const item = new vscode.TreeItem(id, None);
  const ready = isReady ? vscode.l10n.t('ready') : vscode.l10n.t('not ready');
  const restarted = restarts === 1 ? vscode.l10n.t('1 restart') : vscode.l10n.t('{0} restarts', restarts);
  const age = startedAt === undefined ? '' : vscode.l10n.t('started {0}', formatAge(startedAt));
  const isWell = isReady && complaint === undefined;
  item.description = [complaint, ready, restarted, age].filter(Boolean).join(' · ');
  item.iconPath = isWell
    ? new vscode.ThemeIcon('pass')
    : new vscode.ThemeIcon(complaint === undefined ? 'clock' : 'error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip = [
    id,
    ...(complaint === undefined ? [] : [vscode.l10n.t('Unhealthy: {0}', complaint)]),
    ...(status ? [vscode.l10n.t('Status: {0}', status)] : []),
    `${ready}, ${restarted}`,
    ...(version ? [vscode.l10n.t('Version: {0}', version)] : []),
    ...(startedAt === undefined ? [] : [vscode.l10n.t('Started: {0}', new Date(startedAt).toLocaleString())]),
  ].join('\n');
  item.contextValue = 'instance';
  item.accessibilityInformation = {
    label: vscode.l10n.t('Instance {0}: {1}', id, [complaint, ready, restarted, age].filter(Boolean).join(', ')),
  };
  return item;
}
