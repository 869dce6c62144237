import assert from 'node:assert/strict';
import type { PlanOutcome } from '../../../../src/core/deployment/rolloutBoard';
import type { Rollouts, RolloutsDeps } from '../../../../src/core/deployment/rollouts';
import { HandClock } from './handClock';
import { bothFinished, detail, doneWorkload, newInstances, samplePlan, start } from './rolloutSamples';
import { openWindow, ScriptedTem, SharedNotes } from './scriptedTem';

/** One window beside a TEM that says what a test lets it say, with a clock that moves by hand. */
export class RolloutRoom {
  readonly clock = new HandClock(start);
  readonly tem = new ScriptedTem(this.clock);
  readonly notes = new SharedNotes();
  board: Rollouts = openWindow(this.tem, this.notes, this.clock);

  /** Closes the window, and opens another one that asks COS by `measure`. */
  reopen(measure?: RolloutsDeps['measure']): void {
    this.board.dispose();
    this.board = openWindow(this.tem, this.notes, this.clock, measure);
  }

  /** Closes the window; fails where it leaves a timer. */
  close(): void {
    this.board.dispose();
    assert.equal(this.clock.timers, 0, 'a timer is left');
  }

  kind(id = 'plan-1') {
    return this.board.find(id)?.state.kind;
  }

  /** Lets TEM show the rollout of the plan as done. */
  done(): void {
    this.tem.show({ detail: detail(bothFinished), workload: doneWorkload, instances: newInstances });
  }

  /** Resolves as `work` does, after `ms` of the clock. */
  async passing<T>(work: Promise<T>, ms: number): Promise<T> {
    work.catch(() => undefined);
    await this.clock.pass(ms);
    return work;
  }

  begin(plan = samplePlan(), wait = false): Promise<PlanOutcome> {
    return this.passing(this.board.begin(plan, { signal: new AbortController().signal, wait }), 6000);
  }
}
