import * as vscode from 'vscode';
import type { InstanceNode } from '../../browse/nodes';
import { formatAge } from '../messages/formatAge';
import { treeRow } from '../vscode/treeRow';

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
    tooltip: () => [
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
