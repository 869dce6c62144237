import assert from 'node:assert/strict';
import { advanceRollout } from '../../../../src/core/deployment/advanceRollout';
import { AppError } from '../../../../src/core/errors';
import type { RolloutReading } from '../../../../src/core/deployment/rolloutReading';
import { rolloutMarks } from '../../../../src/core/deployment/rolloutMarks';
import type { TrackedRollout } from '../../../../src/core/deployment/trackedRollout';
import {
  batch,
  bothFinished,
  crashing,
  detail,
  doneWorkload,
  instance,
  newInstances,
  oldInstances,
  oldStart,
  priorDetail,
  priorWorkload,
  readings,
  sampleRollout,
  start,
  workload,
} from './rolloutSamples';

const settings = { watchMs: 30_000 };
type Shown = Omit<RolloutReading, 'at'>;

/** One rollout that was taken by TEM, and what is read of it. */
class Told {
  rollout: TrackedRollout = advanceRollout(sampleRollout(), { kind: 'accepted', at: start }, settings);
  at = start;

  constructor(replaces = 'v1') {
    const made = sampleRollout({ replaces: { version: replaces, packageName: 'orders.jar' } });
    this.rollout = advanceRollout(made, { kind: 'accepted', at: start }, settings);
  }

  /** Reads the same every 5 s for so long. */
  read(shown: Shown, seconds = 5): string {
    for (let n = 0; n < seconds; n += 5) {
      this.at += 5000;
      const event = { kind: 'reading', at: this.at, reading: { at: this.at, ...shown } } as const;
      this.rollout = advanceRollout(this.rollout, event, settings);
    }
    return this.rollout.state.kind;
  }
}

const done: Shown = { detail: detail(bothFinished), workload: doneWorkload, instances: newInstances };
const bad: Shown = { detail: detail(), workload: workload(), instances: [oldInstances[0]!, crashing] };
const good: Shown = { detail: detail(), workload: workload(), instances: [oldInstances[0]!, newInstances[0]!] };

describe('the verdict on a rollout', () => {
  it('is success once all has been well for as long as is set', () => {
    const told = new Told();
    assert.equal(told.read(done, 30), 'settling');
    assert.equal(told.read(done), 'succeeded');
  });

  it('is decided by instances and their version where no batches are told', () => {
    const told = new Told();
    assert.equal(told.read(readings['building']!, 60), 'building');
    assert.equal(told.read(readings['done, no batches']!, 35), 'succeeded');
  });

  it('is not success while one restarts, or flaps', () => {
    const told = new Told();
    told.read(done, 25);
    const restarted = [newInstances[0]!, instance('n-2', 'v2', { restarts: 1 })];
    assert.equal(told.read({ ...done, instances: restarted }, 10), 'settling');
    assert.equal(told.read({ ...done, instances: restarted }, 20), 'settling');
    assert.equal(told.read({ ...done, instances: [newInstances[0]!, crashing] }), 'deploying');
    assert.equal(
      told.read({ ...done, instances: [newInstances[0]!, { ...newInstances[1]!, restarts: 5 }] }, 25),
      'settling',
    );
  });

  it('follows a scaler that changes the wanted number', () => {
    const told = new Told();
    told.read(done, 20);
    const wanted3 = workload({ isDeploying: false, expectedInstances: 3, updatedReplicas: 2, updatedReadyReplicas: 2 });
    assert.equal(told.read({ ...done, workload: wanted3 }, 20), 'deploying');
    const three = { expectedInstances: 3, readyReplicas: 3, updatedReplicas: 3, updatedReadyReplicas: 3 };
    const instances = [...newInstances, instance('n-3', 'v2')];
    assert.equal(
      told.read({ ...done, workload: workload({ isDeploying: false, ...three }), instances }, 35),
      'succeeded',
    );
  });

  it('is failure after two minutes of a bad state, and names the first bad instance', () => {
    const told = new Told();
    assert.equal(told.read(bad, 120), 'deploying');
    assert.equal(told.read(bad), 'failed');
    const { state } = told.rollout;
    assert.ok(state.kind === 'failed');
    assert.deepEqual(state.failure.instance, { id: 'n-2', cause: 'crashing', word: 'CrashLoopBackOff', restarts: 5 });
  });

  it('is no failure while bad states come and go, or nobody has read in between', () => {
    const told = new Told();
    for (let n = 0; n < 10; n++) {
      assert.equal(told.read(bad, 100), 'deploying');
      assert.equal(told.read(good), 'deploying');
    }
    told.read(bad, 60);
    told.at += 600_000;
    assert.equal(told.read(bad, 60), 'deploying');
  });

  it('is no failure while one instance after another is bad for a moment and then runs', () => {
    const told = new Told();
    for (let n = 0; n < 8; n++) {
      const ready = Array.from({ length: n }, (_, index) => instance(`r-${index}`, 'v2'));
      const next = instance(`r-${n}`, 'v2', { isReady: false, unhealthyReason: 'Readiness probe failed: 503' });
      assert.equal(told.read({ detail: detail(), workload: workload(), instances: [...ready, next] }, 60), 'deploying');
    }
  });

  it('is failure where the same instance is being created for two minutes, and no other case of that', () => {
    const creating = (id: string) => instance(id, 'v2', { status: 'ContainerCreating', isReady: false });
    const told = new Told();
    for (let n = 0; n < 8; n++) assert.equal(told.read({ ...good, instances: [creating(`c-${n}`)] }, 60), 'deploying');
    const pending = instance('p', 'v2', { status: 'Pending', isReady: false });
    assert.equal(told.read({ ...good, instances: [pending] }, 600), 'deploying');
    assert.equal(told.read({ ...good, instances: [creating('c')] }, 125), 'failed');
  });

  it('is failure as the published example has it, although all batches say Finish', () => {
    const told = new Told();
    assert.equal(told.read(readings['failed as published']!), 'failed');
  });

  it('does not come from the rollout before', () => {
    const told = new Told();
    assert.equal(told.read(readings['prior, all']!, 20), 'building');
    assert.equal(told.read(readings['prior detail, failed']!), 'building');
    assert.equal(told.read(good), 'deploying');
  });

  it('does not come from a former rollout of the same version either', () => {
    const former = detail({ ...bothFinished, startWord: oldStart, startedAt: start - 60_000, status: 'Error' });
    const told = new Told();
    const { memory } = told.rollout;
    told.rollout = { ...told.rollout, memory: { ...memory, priorStartWord: oldStart } };
    assert.equal(told.read({ detail: former, workload: priorWorkload, instances: oldInstances }, 30), 'building');
    assert.equal(told.read(done, 35), 'succeeded');
  });

  it('needs more than the version where the same one runs already', () => {
    const told = new Told('v2');
    const running = { detail: priorDetail, workload: doneWorkload, instances: newInstances };
    assert.equal(told.read(running, 120), 'building');
    const unknown = readings['done, null decides nothing']!.workload!;
    const begun = { detail: detail({ batches: [] }), workload: unknown, instances: newInstances };
    assert.equal(told.read(begun, 120), 'building');
    assert.equal(told.read(done, 35), 'succeeded');
  });

  it('is only that it still runs after 30 minutes without a sign, and any sign brings it back', () => {
    const told = new Told();
    assert.equal(told.read(good, 1800), 'deploying');
    assert.equal(told.read(good), 'stalled');
    assert.equal(
      told.read({ ...good, detail: detail({ batches: [batch(1, 'finished'), batch(2, 'deploying')] }) }),
      'deploying',
    );
    assert.equal(told.read(readings['waiting by batch']!, 7200), 'waiting');
  });

  it('is that an undo had no effect where all is new a minute after it', () => {
    const told = new Told();
    told.read(good);
    for (const kind of ['asked', 'askAccepted'] as const)
      told.rollout = advanceRollout(told.rollout, { kind, what: 'undo', at: told.at }, settings);
    assert.equal(told.read(done, 30), 'undoing');
    assert.equal(told.read(done, 60), 'succeeded');
    assert.equal(told.rollout.refused?.failure, 'nothingRuns');
    assert.equal(told.rollout.refusedAsk, 'undo');
  });

  it('is undone after a lost answer only where TEM shows so, and not by a reading that is late', () => {
    const ask = (told: Told) => {
      const lost = { kind: 'askLost', what: 'undo', at: told.at, error: new AppError('timedOut', 'late') } as const;
      told.rollout = advanceRollout(told.rollout, { kind: 'asked', what: 'undo', at: told.at }, settings);
      told.rollout = advanceRollout(told.rollout, lost, settings);
    };
    const late = { detail: detail({ batches: [] }), workload: priorWorkload, instances: oldInstances };
    const told = new Told();
    told.read(late);
    ask(told);
    assert.equal(told.read(late, 20), 'building');
    assert.equal(told.rollout.refused?.failure, 'timedOut');
    assert.equal(told.read(readings['reverting']!), 'undoing');
    assert.equal(told.rollout.refused, undefined);
    assert.equal(told.read(readings['put back']!), 'undone');
    const unseen = new Told();
    unseen.read(good);
    ask(unseen);
    assert.equal(unseen.read({ ...late, detail: detail() }, 40), 'undone');
  });

  it('is told in marks and numbers', () => {
    const told = new Told();
    told.read({
      ...bad,
      detail: detail({
        batches: [batch(1, 'finished'), batch(2, 'deploying'), batch(3, 'notStarted')],
        currentBatch: 2,
      }),
    });
    assert.deepEqual(rolloutMarks(told.rollout), {
      batches: ['finished', 'moving', 'notStarted'],
      current: 1,
      wanted: 2,
      updated: 1,
      ready: 0,
      failing: 1,
    });
    assert.deepEqual(rolloutMarks(sampleRollout()), { batches: [], wanted: 2 });
  });
});
