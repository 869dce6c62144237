import * as vscode from 'vscode';
import type { RolloutNode } from '../../browse/nodes';
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
      ...(canUndo(rollout) ? ['canUndo'] : []),
      ...(hasError(rollout) ? ['hasError'] : []),
      ...(parent.parent.account.site === 'sandbox' ? ['sandbox'] : []),
    ].join(' '),
  });
}

/** Tells whether the next batch waits for a person to start it. */
export function canContinue({ state, asked }: Rollout): boolean {
  return state.kind === 'waiting' && asked === undefined;
}

/** Tells whether TEM can be asked to put all instances back, or the version before be deployed again where it was ours. */
export function canUndo({ state, asked, plan }: Rollout): boolean {
  switch (state.kind) {
    case 'building':
    case 'deploying':
    case 'pausing':
    case 'waiting':
    case 'settling':
    case 'stalled':
      return asked !== 'undo';
    case 'succeeded':
    case 'failed':
      return plan !== undefined && asked === undefined;
    // What has not begun is not watched any more, and never begins.
    case 'starting':
    case 'checking':
    case 'queued':
    case 'undoing':
    case 'undone':
    case 'replaced':
    case 'notBegun':
    case 'unwatched':
      return false;
  }
}

/** Tells whether an undo was not asked for because TEM has finished: what is done in its place is another deployment. */
function isMoot({ state, refused }: Rollout): boolean {
  return refused?.failure === 'nothingRuns' && (state.kind === 'settling' || state.kind === 'replaced');
}

/** Tells whether something went wrong with a deployment, or with what a person asked of it. */
export function hasError(rollout: Rollout): boolean {
  const { state, problem, refused } = rollout;
  const isRefused = refused !== undefined && !isMoot(rollout);
  return state.kind === 'failed' || state.kind === 'notBegun' || problem !== undefined || isRefused;
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
  const length = formatDuration((endedAt ?? Date.now()) - begunAt);
  return isRolloutEnd(state) ? vscode.l10n.t('took {0}', length) : vscode.l10n.t('for {0}', length);
}

function nextWords(at: number): string {
  return vscode.l10n.t('next batch at {0}', new Date(at).toLocaleTimeString());
}
