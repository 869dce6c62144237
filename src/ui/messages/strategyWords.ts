import * as vscode from 'vscode';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import { formatDuration } from './formatDuration';

/** Names a kind of strategy. */
export function strategyName(kind: RolloutStrategy['kind']): string {
  const names: Readonly<Record<RolloutStrategy['kind'], string>> = {
    automatic: vscode.l10n.t('Automatic'),
    trial: vscode.l10n.t('Trial batch'),
    manual: vscode.l10n.t('Manual'),
  };
  return names[kind];
}

/**
 * Says what a strategy does with so many instances: `Trial batch of 1 instance that you confirm, then 2 batches`. TEM makes no
 * batches of one instance.
 */
export function strategyWords(strategy: RolloutStrategy, instances: number): string {
  const { kind, batches, pauseSeconds, trialInstances } = strategy;
  if (instances < 2) return vscode.l10n.t('Automatic: {0}', vscode.l10n.t('1 batch'));
  const count = batches === 1 ? vscode.l10n.t('1 batch') : vscode.l10n.t('{0} batches', batches);
  const rest =
    kind !== 'manual' && pauseSeconds > 0 && batches > 1
      ? vscode.l10n.t('{0}, {1} apart', count, formatDuration(pauseSeconds * 1000))
      : count;
  switch (kind) {
    case 'automatic':
      return vscode.l10n.t('Automatic: {0}', rest);
    case 'manual':
      return vscode.l10n.t('Manual: {0}, each started by you', rest);
    case 'trial':
      return trialInstances === 1
        ? vscode.l10n.t('Trial batch of 1 instance that you confirm, then {0}', rest)
        : vscode.l10n.t('Trial batch of {0} instances that you confirm, then {1}', trialInstances, rest);
  }
}

/** Says how many instances stay available meanwhile. */
export function availableWords(minAvailable: number): string {
  if (minAvailable < 0) return vscode.l10n.t('as many instances available as now');
  if (minAvailable === 0) return vscode.l10n.t('no instance guaranteed to be available');
  return minAvailable === 1
    ? vscode.l10n.t('at least 1 instance available')
    : vscode.l10n.t('at least {0} instances available', minAvailable);
}
