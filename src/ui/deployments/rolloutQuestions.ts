import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { formatDuration } from '../messages/formatDuration';
import { instancesWords } from '../messages/rolloutWords';
import type { WithErrorReporting } from '../vscode/errorReporter';
import { showWarning } from '../vscode/showMessage';
import { canContinue } from '../../core/deployment/canAct';
import { deploymentName } from './deploymentName';

/** Dependencies of asking a person about a rollout that goes on. */
export interface RolloutQuestionsDeps {
  readonly board: Pick<RolloutBoard, 'find' | 'stopWatching'>;
  readonly marksOf: (rollout: Rollout) => RolloutMarks;
  readonly continueRollout: (rollout: Rollout) => Promise<void>;
  readonly undoRollout: (rollout: Rollout) => Promise<void>;
  readonly withErrorReporting: WithErrorReporting;
}

/** The messages of rollouts that wait for a person, once for each batch, and of those that stall. */
export class RolloutQuestions {
  /** Questions that have been asked, by rollout. */
  private readonly asked = new Map<string, Set<string>>();

  constructor(private readonly deps: RolloutQuestionsDeps) {}

  /** Asks what the state of a rollout asks for, unless it has been. */
  ask(rollout: Rollout): void {
    const { state } = rollout;
    if (canContinue(rollout)) {
      const at = this.waitingBatch(rollout);
      if (this.isNew(rollout.id, `waiting ${at}`)) this.tell(() => this.askToContinue(rollout, at));
    }
    if (state.kind === 'stalled' && this.isNew(rollout.id, `stalled ${state.since}`))
      this.tell(() => this.askStalled(rollout, state.since));
  }

  /** Forgets a rollout that has ended. */
  forget(id: string): void {
    this.asked.delete(id);
  }

  private isNew(id: string, question: string): boolean {
    const asked = this.asked.get(id) ?? new Set();
    this.asked.set(id, asked);
    if (asked.has(question)) return false;
    asked.add(question);
    return true;
  }

  private tell(question: () => Promise<void>): void {
    void this.deps.withErrorReporting('TEM Toolkit', question);
  }

  /** Finds which batch waits, from 1; 0 where TEM does not say. */
  private waitingBatch(rollout: Rollout): number {
    return this.deps.marksOf(rollout).batches.indexOf('waiting') + 1;
  }

  private async askToContinue(rollout: Rollout, at: number): Promise<void> {
    const { board, marksOf, continueRollout, undoRollout } = this.deps;
    const marks = marksOf(rollout);
    const name = deploymentName(rollout);
    const said =
      at > 0
        ? vscode.l10n.t('Batch {0} of {1} of the deployment of {2} is waiting for you.', at, marks.batches.length, name)
        : vscode.l10n.t('The deployment of {0} is waiting for you.', name);
    const instances = instancesWords(marks);
    const [goOn, undo] = [vscode.l10n.t('Continue'), vscode.l10n.t('Undo')];
    const text = instances ? vscode.l10n.t('{0} Now: {1}', said, instances) : said;
    const chosen = await showWarning(text, goOn, undo);
    if (chosen === undefined) return;
    const now = board.find(rollout.id);
    // The message may have stood there while somebody let this batch start, and the next one is for its own.
    if (chosen === goOn && (!now || !canContinue(now) || this.waitingBatch(now) !== at))
      return void showWarning(vscode.l10n.t('The deployment of {0} is no longer waiting there.', name));
    if (chosen === goOn && now) await continueRollout(now);
    if (chosen === undo) await undoRollout(now ?? rollout);
  }

  private async askStalled(rollout: Rollout, since: number): Promise<void> {
    const { board, undoRollout } = this.deps;
    const [keep, undo, stop] = [vscode.l10n.t('Keep Watching'), vscode.l10n.t('Undo'), vscode.l10n.t('Stop Watching')];
    const said = vscode.l10n.t(
      'The deployment of {0} is still running, but nothing has changed for {1}.',
      deploymentName(rollout),
      formatDuration(Date.now() - since),
    );
    const chosen = await showWarning(said, keep, undo, stop);
    if (chosen === undo) await undoRollout(board.find(rollout.id) ?? rollout);
    if (chosen === stop) await board.stopWatching(rollout.id);
  }
}
