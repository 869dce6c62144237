import * as vscode from 'vscode';
import type { EnvironmentNode } from '../../browse/nodes';
import type { RunningEnvironment } from '../../browse/runningEnvironments';
import type { Rollout } from '../../core/deployment/rollout';
import { rolloutMarks } from '../../core/deployment/rolloutMarks';
import { formatAge } from '../messages/formatAge';
import { batchesSentence, rolloutStateWord, rolloutStrip, rolloutTitle } from '../messages/rolloutWords';
import { rolloutIcon } from './rolloutItem';
import { originLines, shortCommit } from './originWords';
import { kindColor, kindWord, readyWords, stateIcon, stateWord } from './runningWords';
import { treeRow } from '../vscode/treeRow';

/**
 * Draws an environment: its kind, how it is, what runs, since when, by whom and from which commit. The icon's shape is the state:
 * that of `rollout` where a deployment moves there.
 */
export function environmentItem({ parent, environment }: EnvironmentNode, rollout?: Rollout): vscode.TreeItem {
  const { running, kind, deployedAt, origin } = environment;
  const since = deployedAt === undefined ? '' : vscode.l10n.t('deployed {0}', formatAge(deployedAt));
  const who = environment.deployedBy ?? environment.uploadedBy;
  const by = who === undefined ? '' : vscode.l10n.t('by {0}', who);
  const commit = origin ? shortCommit(origin) : '';
  const marks = rollout ? rolloutMarks(rollout).batches : [];
  const state = rollout
    ? vscode.l10n.t('{0}: {1}', rolloutTitle(rollout), rolloutStateWord(rollout))
    : stateWord(running);
  return treeRow({
    label: running.environmentName,
    description: [
      kindWord(kind),
      rolloutStrip(marks),
      state,
      readyWords(running),
      running.versionName,
      since,
      by,
      commit,
    ],
    tooltip: () => [
      running.environmentName,
      ...(kindWord(kind) ? [vscode.l10n.t('Type: {0}', kindWord(kind))] : []),
      vscode.l10n.t('Status: {0}', state),
      vscode.l10n.t('Instances: {0}', readyWords(running)),
      vscode.l10n.t('Version: {0}', running.versionName),
      ...(deployedAt === undefined ? [] : [vscode.l10n.t('Deployed: {0}', new Date(deployedAt).toLocaleString())]),
      ...recordLines(environment),
      vscode.l10n.t('ID: {0}', running.environmentId),
    ],
    spoken: vscode.l10n.t(
      'Environment {0}: {1}, {2} of {3} ready',
      [running.environmentName, kindWord(kind), state, batchesSentence(marks), since, by, commit]
        .filter(Boolean)
        .join(', '),
      vscode.l10n.t('version {0}', running.versionName),
      running.currentInstances,
      running.expectedInstances,
    ),
    icon: new vscode.ThemeIcon(rollout ? rolloutIcon(rollout).id : stateIcon(running), kindColor(kind)),
    contextValue: [
      'environment',
      ...(origin ? ['deployed'] : []),
      ...(parent.account.site === 'sandbox' ? ['sandbox'] : []),
    ].join(' '),
    state: vscode.TreeItemCollapsibleState.Collapsed,
  });
}

function recordLines({ packageName, deployedBy, uploadedBy, origin }: RunningEnvironment): readonly string[] {
  return [
    ...(packageName ? [vscode.l10n.t('Package: {0}', packageName)] : []),
    ...(deployedBy ? [vscode.l10n.t('Deployed by: {0}', deployedBy)] : []),
    ...(uploadedBy ? [vscode.l10n.t('Uploaded by: {0}', uploadedBy)] : []),
    ...(origin ? originLines(origin) : []),
  ];
}
