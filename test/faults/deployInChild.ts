import { randomUUID } from 'node:crypto';
import { TemClient } from '../../src/cloud/tem/temClient';
import type { RolloutPlan } from '../../src/core/deployment/rolloutPlan';
import { Rollouts } from '../../src/core/deployment/rollouts';
import type { Connection } from '../../src/core/model';
import { noLog } from '../../src/core/ports/log';
import { RolloutFiles } from '../../src/journal/rolloutFiles';
import { never } from '../unit/cloud/practice';
import { FastClock } from './fastClock';

/** What the child is told as its one argument, in JSON. */
export interface ChildDeployment {
  readonly connection: Connection;
  readonly plan: RolloutPlan;
  readonly folder: string;
  readonly since: number;
  readonly factor: number;
  /** What is pressed when it waits. */
  readonly press?: 'continue' | 'undo';
  /** Whether it begins after what somebody else deploys. */
  readonly wait?: boolean;
}

/** Builds the board of a window, whose notes are in `folder`, on a clock that all processes of a test have. */
export function boardOf({ connection, folder, since, factor }: Omit<ChildDeployment, 'plan'>): Rollouts {
  const clock = new FastClock(since, factor);
  return new Rollouts({
    tem: new TemClient({ clock }),
    connections: { connect: () => Promise.resolve(connection) },
    auth: { observe: (_, __, job) => job },
    records: new RolloutFiles(folder),
    newId: () => randomUUID(),
    clock,
    watchMs: () => 5000,
    log: noLog,
  });
}

/** Presses what is to be pressed whenever a deployment waits. */
export function pressWhenWaiting(board: Rollouts, press: ChildDeployment['press']): void {
  if (!press) return;
  const act = (id: string): void => void board[press](id);
  board.onDidChange(({ id, state, asked }) => {
    if (state.kind === 'waiting' && asked === undefined) act(id);
  });
  for (const { id, state } of board.all) if (state.kind === 'waiting') act(id);
}

// As a process of its own that is there to be killed: node deployInChild.js ORDER
if (require.main === module) {
  const order = JSON.parse(process.argv[2] ?? '') as ChildDeployment;
  const board = boardOf(order);
  pressWhenWaiting(board, order.press);
  board
    .begin(order.plan, { signal: never(), ...(order.wait && { wait: true }) })
    .then((outcome) => ('rollout' in outcome ? board.ended(outcome.rollout.id) : undefined))
    .then(
      (end) => process.exit(end ? 0 : 1),
      () => process.exit(1),
    );
}
