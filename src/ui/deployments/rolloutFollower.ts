import type * as vscode from 'vscode';
import { isRolloutEnd, type Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { withTransferNotification, type TransferStand } from '../vscode/showProgress';
import { askCancel } from './askCancel';
import { RolloutQuestions } from './rolloutQuestions';
import { rolloutStand } from './rolloutStand';
import { tellEnd, type TellEndDeps } from './tellEnd';

/** Dependencies of following rollouts: where they are, and what a person may do about one. */
export interface RolloutFollowerDeps extends TellEndDeps {
  readonly board: RolloutBoard;
  readonly marksOf: (rollout: Rollout) => RolloutMarks;
  /** Lets the next batch start, and tells a person where that is rejected. */
  readonly continueRollout: (rollout: Rollout) => Promise<void>;
}

/** The part of a notification before its rollout is on the board: an upload. */
export interface Lead {
  readonly stand: () => TransferStand;
  /** Resolves with whether the rollout has begun. */
  readonly run: (token: vscode.CancellationToken) => Promise<boolean>;
}

/**
 * Stays with each rollout of this window until it is over for a person: one notification with its progress, a message when it
 * waits or stalls, and one with its end. Rollouts of others are followed only when they are asked for.
 */
export class RolloutFollower implements vscode.Disposable {
  /** Those whose beginning, or course, this window has seen: an end is told once, and only of them. */
  private readonly seen = new Set<string>();
  private readonly followed = new Set<string>();
  private readonly questions: RolloutQuestions;
  private readonly stopListening: () => void;

  constructor(private readonly deps: RolloutFollowerDeps) {
    const { board } = deps;
    this.questions = new RolloutQuestions(deps);
    this.stopListening = board.onDidChange((rollout) => this.turn(rollout));
    board.all.forEach((rollout) => this.turn(rollout));
  }

  /** Tells whether a rollout has a notification. */
  isFollowed(id: string): boolean {
    return this.followed.has(id);
  }

  /** Follows a rollout, whoever began it; with `lead` in the notification of what goes before it. */
  follow(id: string, lead?: Lead): Promise<void> {
    if (this.followed.has(id)) return Promise.resolve();
    this.followed.add(id);
    return this.stay(id, lead).finally(() => {
      this.followed.delete(id);
      this.seen.delete(id);
      this.questions.forget(id);
    });
  }

  dispose(): void {
    this.stopListening();
  }

  private turn(rollout: Rollout): void {
    const { id, plan, state } = rollout;
    const isOver = isRolloutEnd(state);
    if (plan && !isOver) this.seen.add(id);
    if (this.followed.has(id)) this.questions.ask(rollout);
    // Until TEM has answered the command that begins shows that it does.
    else if (this.seen.has(id) && state.kind !== 'starting') {
      void this.deps.withErrorReporting('TEM Toolkit', () => this.follow(id));
      this.questions.ask(rollout);
    }
  }

  private async stay(id: string, lead: Lead | undefined): Promise<void> {
    const { board } = this.deps;
    let before = lead;
    for (;;) {
      const isOn = await this.withProgress(id, before);
      before = undefined;
      const rollout = isOn ? board.find(id) : undefined;
      if (!rollout) return;
      if (isRolloutEnd(rollout.state)) return tellEnd(this.deps, rollout);
      await askCancel(this.deps, rollout);
    }
  }

  /** Resolves when the rollout has ended, or Cancel was pressed; with `false` where it has not begun at all. */
  private async withProgress(id: string, lead: Lead | undefined): Promise<boolean> {
    const { board, marksOf } = this.deps;
    const now = board.find(id);
    if (!lead && (!now || isRolloutEnd(now.state))) return now !== undefined;
    let before = lead;
    let last: TransferStand = { stage: '', percent: 0, message: () => '' };
    const stand = (): TransferStand => {
      const rollout = board.find(id);
      if (rollout && !before) last = shared(rolloutStand(rollout, marksOf(rollout)), lead !== undefined, 50);
      else if (before) last = shared(before.stand(), true, 0);
      return last;
    };
    return withTransferNotification(stand, async (token) => {
      if (lead && !(await lead.run(token))) return false;
      before = undefined;
      if (token.isCancellationRequested) return true;
      await Promise.race([board.ended(id), new Promise((resolve) => token.onCancellationRequested(resolve))]);
      return true;
    });
  }
}

/** Gives each of two halves its part of one bar, which never goes back. */
function shared(stand: TransferStand, isHalf: boolean, from: number): TransferStand {
  return isHalf ? { ...stand, percent: from + stand.percent / 2 } : stand;
}
