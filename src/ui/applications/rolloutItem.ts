import * as vscode from 'vscode';
import type { RolloutNode } from '../../browse/nodes';
import { canContinue, canGoBack, canUndo, hasError, isMoot } from '../../core/deployment/canAct';
import { isRolloutEnd, type Rollout, type RolloutState } from '../../core/deployment/rollout';
import { rolloutMarks } from '../../core/deployment/rolloutMarks';
import { formatDuration } from '../messages/formatDuration';
import {
  instancesWords,
  rolloutSentence,
  rolloutStateWord,
  rolloutStrip,
  rolloutTitle,
} from '../messages/rolloutWords';
import { shortFailure } from '../messages/shortFailure';
import { treeRow } from '../vscode/treeRow';
import { rolloutLines } from './rolloutLines';

/** Draws a deployment: how far it is, and what a person may do about it. */
export function rolloutItem({ parent }: RolloutNode, rollout: Rollout): vscode.TreeItem {
  const marks = rolloutMarks(rollout);
  const { problem, refused } = rollout;
  const took = tookWords(rollout);
  const next = marks.nextBatchAt === undefined ? '' : nextWords(marks.nextBatchAt);
  const rejected = refused && !isMoot(rollout) ? shortFailure(refused, vscode.l10n.t('TEM rejected the request')) : '';
  const trouble = rejected || (problem ? shortFailure(problem, vscode.l10n.t('Could not read')) : '');
  const moving = isRolloutEnd(rollout.state) ? '' : instancesWords(marks);
  return treeRow({
    label: rolloutTitle(rollout),
    description: [rolloutStrip(marks.batches), rolloutStateWord(rollout), moving, next, took, trouble],
    tooltip: () => rolloutLines(rollout, marks),
    spoken: [rolloutSentence(rollout, marks), next, took, trouble].filter(Boolean).join(', '),
    icon: rolloutIcon(rollout),
    contextValue: [
      `rollout ${rollout.state.kind}`,
      ...(rollout.plan ? ['ours'] : []),
      ...(canContinue(rollout) ? ['canContinue'] : []),
      ...(canUndo(rollout) || canGoBack(rollout) ? ['canUndo'] : []),
      ...(hasError(rollout) ? ['hasError'] : []),
      ...(parent.parent.account.site === 'sandbox' ? ['sandbox'] : []),
    ].join(' '),
  });
}

/** Gives the icon of a deployment's state; the words say the same. */
export function rolloutIcon({ state, asked, problem }: Rollout): vscode.ThemeIcon {
  // Nobody knows whether it still moves.
  if (problem && !isRolloutEnd(state)) return colored('warning', 'list.warningForeground');
  if (asked !== undefined) return new vscode.ThemeIcon('sync~spin');
  const icons: Readonly<Record<RolloutState['kind'], vscode.ThemeIcon>> = {
    starting: new vscode.ThemeIcon('sync~spin'),
    checking: new vscode.ThemeIcon('question'),
    queued: new vscode.ThemeIcon('clock'),
    building: new vscode.ThemeIcon('sync~spin'),
    deploying: new vscode.ThemeIcon('sync~spin'),
    pausing: new vscode.ThemeIcon('watch'),
    waiting: colored('debug-pause', 'list.warningForeground'),
    settling: new vscode.ThemeIcon('eye'),
    undoing: new vscode.ThemeIcon('discard'),
    stalled: colored('warning', 'list.warningForeground'),
    succeeded: new vscode.ThemeIcon('pass'),
    failed: colored('error', 'list.errorForeground'),
    undone: new vscode.ThemeIcon('discard'),
    replaced: new vscode.ThemeIcon('circle-slash'),
    notBegun: colored('error', 'list.errorForeground'),
    unwatched: new vscode.ThemeIcon('eye-closed'),
  };
  return icons[state.kind];
}

function colored(icon: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

function tookWords({ state, begunAt, endedAt }: Rollout): string {
  // The one goes on, the other never was.
  if (state.kind === 'unwatched' || state.kind === 'notBegun') return '';
  const length = formatDuration((endedAt ?? Date.now()) - begunAt);
  return isRolloutEnd(state) ? vscode.l10n.t('took {0}', length) : vscode.l10n.t('for {0}', length);
}

function nextWords(at: number): string {
  return vscode.l10n.t('next batch at {0}', new Date(at).toLocaleTimeString());
}
