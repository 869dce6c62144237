import type * as vscode from 'vscode';
import { isRolloutEnd, type Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { rolloutMarks } from '../../core/deployment/rolloutMarks';
import type { EnvironmentPlace } from '../../core/place';

/** The rows that show deployments, and what is done with them. */
export interface RolloutRows {
  /** Draws the row of a deployment anew. */
  draw(rollout: Rollout): void;
  /** Draws the row of an environment anew, and those below it; asks for nothing. */
  drawEnvironment(place: EnvironmentPlace): void;
  /** Reads an application, its environment and the instances there again. */
  reload(place: EnvironmentPlace): void;
}

/** Shows each change of a deployment where it is listed; one that has ended has its environment read again, once. */
export function followRollouts(board: Pick<RolloutBoard, 'onDidChange'>, rows: RolloutRows): vscode.Disposable {
  const shown = new Map<string, string>();
  const stop = board.onDidChange((rollout) => {
    const { id, state, place, asked } = rollout;
    // A row of an environment says all three.
    const now = [state.kind, asked, ...rolloutMarks(rollout).batches].join(' ');
    const before = shown.get(id);
    shown.set(id, now);
    if (before === now) return rows.draw(rollout);
    rows.drawEnvironment(place);
    // TEM goes on with one that is no longer watched, and has never heard of one that was not begun.
    const isOver = isRolloutEnd(state) && state.kind !== 'unwatched' && state.kind !== 'notBegun';
    if (isOver) rows.reload(place);
  });
  return { dispose: stop };
}
