import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FollowedAccounts } from '../../src/core/deployment/rolloutBoard';
import { RolloutFiles } from '../../src/journal/rolloutFiles';
import type { Moment } from '../../src/sandbox/fault';
import { Sandbox } from '../../src/sandbox/sandbox';
import { note } from '../harness/note';
import { deployWrites } from './deployEffects';
import { boardOf, pressWhenWaiting, type ChildDeployment } from './deployInChild';
import { automatic, byHand, connectionTo, environmentId, planOn } from './deployTrial';
import { applicationId } from '../unit/cloud/practice';
import { FastClock } from './fastClock';
import { Tally } from './tally';

interface KillCase {
  readonly name: string;
  readonly script: Script;
  /** Which request of the run, from 1. */
  readonly nth: number;
  readonly when: Moment;
}

interface Script {
  readonly press?: 'continue' | 'undo';
  readonly wait?: boolean;
  readonly end: 'succeeded' | 'undone';
}

const factor = 50;
const maxRequests = 16;
const scripts: Readonly<Record<string, Script>> = {
  'in one batch': { end: 'succeeded' },
  'by hand': { press: 'continue', end: 'succeeded' },
  'after somebody else’s': { wait: true, end: 'succeeded' },
  undone: { press: 'undo', end: 'undone' },
};

describe('kill -9 at every request of a deployment', () => {
  const tally = new Tally('deploy kills');
  after(() => tally.tell());

  before(() => note('deploy kills: at reads once they are done, which change nothing; at writes also as they arrive'));

  for (const [words, script] of Object.entries(scripts)) {
    it(words, async () => {
      const kinds = (await requestsOf(script)).slice(0, maxRequests);
      // Until it has begun all are alike.
      const first = script.press ? kinds.indexOf(deployWrites.begin) + 1 : 0;
      const cases = kinds.flatMap((kind, at) =>
        at < first
          ? []
          : momentsOf(kind).map((when): KillCase => {
              return { name: `${words}, request ${at + 1} (${kind}), ${when}`, script, nth: at + 1, when };
            }),
      );
      await tally.runAll(cases, [1, 2, 3], (one) => run(one, tally));
    });
  }

  it('is noticed by a window that lived beside it, which nobody told', async () => {
    const room = await Room.open({ end: 'succeeded' });
    const { sandbox, order } = room;
    const beside = boardOf(order);
    try {
      await beside.setAccounts(accountsOf(order));
      // After the one that begins it.
      sandbox.conditions.faults = [{ nth: 5, effect: { type: 'hang', when: 'beforeAnswer' } }];
      const { child, exit } = room.child();
      await room.hung();
      assert.deepEqual(beside.all, []);
      const found = new Promise<string>((resolve) => beside.onDidChange(({ id }) => resolve(id)));
      child.kill('SIGKILL');
      await exit;
      sandbox.conditions.faults = [];
      assert.equal(await found, order.plan.id);
      assert.equal((await beside.ended(order.plan.id)).kind, 'succeeded');
      assert.equal(sandbox.rollouts.length, 1);
      await noted(order.folder);
    } finally {
      beside.dispose();
      await room.close();
    }
  });
});

function accountsOf({ plan }: ChildDeployment): FollowedAccounts {
  const { accountId } = plan.target;
  return { signedIn: [accountId], shared: [accountId] };
}

function momentsOf(kind: string): readonly Moment[] {
  return kind.startsWith('Describe') ? ['beforeAnswer'] : ['beforeBody', 'afterBody', 'beforeAnswer'];
}

/** Runs a script to its end; returns the kinds of its requests. */
async function requestsOf(script: Script): Promise<readonly string[]> {
  const room = await Room.open(script);
  try {
    assert.equal((await room.child().exit)[0], 0);
    assert.equal(room.sandbox.rollouts.length, script.wait ? 2 : 1);
    return room.sandbox.requests.all.map(({ kind }) => kind);
  } finally {
    await room.close();
  }
}

async function run({ script, nth, when }: KillCase, tally: Tally): Promise<void> {
  const room = await Room.open(script);
  const { sandbox, order } = room;
  try {
    sandbox.conditions.faults = [{ nth, effect: { type: 'hang', when } }];
    const { child, exit } = room.child();
    const ended = await Promise.race([exit, room.hung()]);
    child.kill('SIGKILL');
    await exit;
    sandbox.conditions.faults = [];
    if (ended) return tally.remark('ended before that request');
    const board = boardOf(order);
    try {
      pressWhenWaiting(board, script.press);
      await board.setAccounts(accountsOf(order));
      const [found, ...more] = board.all.filter(({ plan }) => plan?.id === order.plan.id);
      assert.deepEqual(more, []);
      const end = found && (await board.ended(found.id));
      const begun = sandbox.rollouts.filter(({ byColleague }) => !byColleague);
      tally.remark(end ? `the next window says ${end.kind}` : 'nothing was noted');
      if (begun.length > 0) assert.equal(end?.kind, script.end, JSON.stringify(end));
      else assert.ok(!end || end.kind === 'notBegun', JSON.stringify(end));
      assert.ok(begun.length <= 1, 'two deployments began');
      assert.ok((begun[0]?.resumes ?? 0) <= 1 && (begun[0]?.reverts ?? 0) <= 1, 'pressed twice');
      await noted(order.folder);
    } finally {
      board.dispose();
    }
  } finally {
    await room.close();
  }
}

/** Resolves when every note is that of a deployment which has ended. */
async function noted(folder: string): Promise<void> {
  const notes = new RolloutFiles(folder);
  while ((await notes.all()).some(({ phase }) => phase !== 'ended')) await wait(5);
}

/** A sandbox and a folder of notes for one deployment. */
class Room {
  private constructor(
    readonly sandbox: Sandbox,
    readonly order: ChildDeployment,
  ) {}

  static async open({ press, wait }: Script): Promise<Room> {
    const since = Date.now();
    const { now } = new FastClock(since, factor);
    const rollout = { buildMs: 1000, podMs: 1000 };
    const sandbox = await Sandbox.start({ rolloutClock: now, conditions: { requestsPerSecond: 0, rollout } });
    const folder = await mkdtemp(join(tmpdir(), 'tem-deploy-'));
    const plan = planOn(sandbox, press ? byHand : automatic, now());
    // The same version once more: then ours still replaces what it was planned for.
    if (wait) sandbox.beginRollout({ applicationId, environmentId, version: plan.replaces.version });
    const connection = connectionTo(sandbox, sandbox.temUrl);
    return new Room(sandbox, {
      connection,
      plan,
      folder,
      since,
      factor,
      ...(press && { press }),
      ...(wait && { wait }),
    });
  }

  child() {
    const child = spawn(process.execPath, [join(__dirname, 'deployInChild.js'), JSON.stringify(this.order)], {
      stdio: 'ignore',
    });
    return { child, exit: once(child, 'exit') as Promise<[number | null]> };
  }

  /** Resolves when a request hangs. */
  async hung(): Promise<undefined> {
    while ((await this.sandbox.requests.next()).outcome !== 'hung');
    return undefined;
  }

  async close(): Promise<void> {
    await this.sandbox.stop();
    await rm(this.order.folder, { recursive: true, force: true });
  }
}
