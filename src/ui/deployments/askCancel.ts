import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { chooseModally } from '../vscode/showMessage';
import { canUndo } from '../../core/deployment/canAct';
import { deploymentName } from './deploymentName';
import { undoWords } from './undoWords';

/** Dependencies of asking what Cancel is to mean. */
export interface AskCancelDeps {
  readonly board: Pick<RolloutBoard, 'stopWatching'>;
  /** Undoes a rollout, somebody else's once its application's name is typed, and tells a person where that is rejected. */
  readonly undoRollout: (rollout: Rollout) => Promise<void>;
}

/** Asks whether a rollout is undone, or no longer watched; it goes on where a person closes the question. */
export async function askCancel(deps: AskCancelDeps, rollout: Rollout): Promise<void> {
  const undo = rollout.plan ? vscode.l10n.t('Undo') : undoWords(rollout).undo;
  const isQueued = rollout.state.kind === 'queued';
  const stop = isQueued ? vscode.l10n.t('Do Not Deploy') : vscode.l10n.t('Stop Watching');
  const question = isQueued
    ? vscode.l10n.t('Give up the deployment of {0}?', deploymentName(rollout))
    : vscode.l10n.t('Stop the deployment of {0}?', deploymentName(rollout));
  const chosen = await chooseModally(question, linesOf(rollout), [...(canUndo(rollout) ? [undo] : []), stop]);
  if (chosen === undo) await deps.undoRollout(rollout);
  if (chosen === stop) await deps.board.stopWatching(rollout.id);
}

function linesOf(rollout: Rollout): readonly string[] {
  if (rollout.state.kind === 'queued') return [vscode.l10n.t('It has not begun.')];
  return [
    ...(canUndo(rollout) ? [undoWords(rollout).undoLine] : []),
    vscode.l10n.t('Stop Watching: TEM goes on with the deployment, and nothing more is said of it here.'),
  ];
}
