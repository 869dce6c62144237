import * as vscode from 'vscode';
import { isAuthFailure } from '../../core/errors';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { formatDuration } from '../messages/formatDuration';
import { instancesWords } from '../messages/rolloutWords';
import { tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
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

/** A batch that a person was asked about: its number from 1, 0 while TEM does not say which it is. */
interface AskedBatch {
  at: number;
  /** False once the rollout has gone on. */
  isWaiting: boolean;
}

/** The messages of rollouts that wait for a person, once for each batch, of those that stall, and of keys that are rejected. */
export class RolloutQuestions {
  /** The batch that was asked about last, and since when a stall was told, by rollout. */
  private readonly batches = new Map<string, AskedBatch>();
  private readonly stalls = new Map<string, number>();
  /** Rollouts of which TEM has said that a batch waits, but not yet which. */
  private readonly unnamed = new Set<string>();
  /** Rollouts that cannot be read with the key there is. */
  private readonly keyless = new Set<string>();

  constructor(private readonly deps: RolloutQuestionsDeps) {}

  /** Asks what the state of a rollout asks for, unless it has been. */
  ask(rollout: Rollout): void {
    const { id, state } = rollout;
    const last = this.batches.get(id);
    if (last && state.kind !== 'waiting') last.isWaiting = false;
    const at = this.waitingBatch(rollout);
    if (canContinue(rollout) && !this.isAskedAlready(last, at) && this.isTimeToAsk(id, at)) {
      const batch = { at, isWaiting: true };
      this.batches.set(id, batch);
      this.tell(() => this.askToContinue(rollout, batch));
    }
    this.askForKey(rollout);
    if (state.kind === 'stalled' && this.stalls.get(id) !== state.since) {
      this.stalls.set(id, state.since);
      this.tell(() => this.askStalled(rollout, state.since));
    }
  }

  /** Forgets a rollout that has ended. */
  forget(id: string): void {
    this.batches.delete(id);
    this.stalls.delete(id);
    this.unnamed.delete(id);
    this.keyless.delete(id);
  }

  /** Tells once that the key is rejected, with the way to another one; it is read again by itself then. */
  private askForKey(rollout: Rollout): void {
    const { id, problem } = rollout;
    const isKnown = this.keyless.has(id);
    if (!isAuthFailure(problem)) return void this.keyless.delete(id);
    this.keyless.add(id);
    const what = vscode.l10n.t('Could not read the deployment of {0}', deploymentName(rollout));
    const again = tryAgainAfter(problem, () => Promise.resolve());
    if (!isKnown) void this.deps.withErrorReporting(what, again);
  }

  /** Tells whether the batch `at` is the one that was asked about last. */
  private isAskedAlready(last: AskedBatch | undefined, at: number): boolean {
    if (!last) return false;
    // TEM says that it waits in one answer, and which batch in another, which may be older.
    const isSame = last.isWaiting ? last.at === at || last.at === 0 || at === 0 : last.at === at && at > 0;
    if (isSame) Object.assign(last, { at: at || last.at, isWaiting: true });
    return isSame;
  }

  /** Tells whether a batch is asked about now: which one it is, TEM may say in its next answer only. */
  private isTimeToAsk(id: string, at: number): boolean {
    const wasUnnamed = this.unnamed.delete(id);
    if (at === 0 && !wasUnnamed) this.unnamed.add(id);
    return at > 0 || wasUnnamed;
  }

  private isStill(batch: AskedBatch, now: Rollout): boolean {
    const at = this.waitingBatch(now);
    return this.batches.get(now.id) === batch && (batch.at === at || batch.at === 0 || at === 0);
  }

  private tell(question: () => Promise<void>): void {
    void this.deps.withErrorReporting('TEM Toolkit', question);
  }

  /** Finds which batch waits, from 1; 0 where TEM does not say. */
  private waitingBatch(rollout: Rollout): number {
    return this.deps.marksOf(rollout).batches.indexOf('waiting') + 1;
  }

  private async askToContinue(rollout: Rollout, batch: AskedBatch): Promise<void> {
    const { board, marksOf, continueRollout, undoRollout } = this.deps;
    const marks = marksOf(rollout);
    const name = deploymentName(rollout);
    const said =
      batch.at > 0
        ? vscode.l10n.t(
            'Batch {0} of {1} of the deployment of {2} is waiting for you.',
            batch.at,
            marks.batches.length,
            name,
          )
        : vscode.l10n.t('The deployment of {0} is waiting for you.', name);
    const instances = instancesWords(marks);
    const [goOn, undo] = [vscode.l10n.t('Continue'), vscode.l10n.t('Undo')];
    const text = instances ? vscode.l10n.t('{0} Now: {1}', said, instances) : said;
    const chosen = await showWarning(text, goOn, undo);
    if (chosen === undefined) return;
    const now = board.find(rollout.id);
    // The message may have stood there while somebody let this batch start, and the next one is for its own.
    if (chosen === goOn && (!now || !canContinue(now) || !this.isStill(batch, now)))
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
