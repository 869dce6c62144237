import assert from 'node:assert/strict';
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thisHost } from '../../../src/files/processLiveness';
import { RolloutFiles } from '../../../src/journal/rolloutFiles';
import { FaultyPort, type Damage } from '../../fixtures/faultyPort';
import { rolloutPlanOf, rolloutRecordOf } from '../../fixtures/rolloutRecordOf';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';

describe('the notes of rollouts', () => {
  let files: TemporaryFiles;
  let notes: RolloutFiles;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    notes = new RolloutFiles(folder());
  });
  afterEach(async () => {
    notes.shutDown();
    await files.remove();
  });

  const folder = () => join(files.folder, 'rollouts');
  const write = async (name: string, value: unknown) => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), name), typeof value === 'string' ? value : JSON.stringify(value));
  };
  const idsOf = async (one = notes) => (await one.all()).map(({ plan }) => plan.id);
  const saved = async (name: string) => JSON.parse(await readFile(join(folder(), name), 'utf8')) as object;

  it('are none where nothing was deployed, and not even a folder', async () => {
    assert.deepEqual(await notes.all(), []);
    assert.deepEqual(await readdir(files.folder), []);
  });

  it('come back as they were written, newest first, in every window', async () => {
    const first = rolloutRecordOf('r-1');
    const bare = {
      phase: 'starting',
      begunAt: 1_795_000_000_001,
      plan: rolloutPlanOf('r-2', { warnings: [] }),
    } as const;
    const ended = rolloutRecordOf('r-3', { phase: 'ended', begunAt: 5, end: { kind: 'undone', at: 6 } });
    for (const one of [first, bare, ended]) await notes.save(one);
    assert.deepEqual(await new RolloutFiles(folder()).all(), [bare, first, ended]);
    await notes.save({ ...first, phase: 'undoing' });
    assert.deepEqual(await notes.all(), [bare, { ...first, phase: 'undoing' }, ended]);
  });

  it('are never replaced by an earlier one that was asked for before', async () => {
    const phases = ['starting', 'underWay', 'undoing', 'ended'] as const;
    await Promise.all(phases.map((phase) => notes.save(rolloutRecordOf('r-1', { phase }))));
    assert.equal((await notes.all())[0]?.phase, 'ended');
  });

  it('leave alone what a later version or another program wrote', async () => {
    await notes.save(rolloutRecordOf('r-1'));
    const later = { ...(await saved('r-1.json')), format: 2 };
    await write('r-2.json', later);
    await write('r-3.json', '{"format":1,"plan":{"id":"r-3"');
    await write('r-4.json', await saved('r-1.json'));
    await write('r-5.json', '');
    await write('notes.txt', 'mine');
    assert.deepEqual(await idsOf(), ['r-1']);
    for (let n = 0; n < 3; n++) await notes.save(rolloutRecordOf(`e-${n}`, { phase: 'ended' }));
    const left = await readdir(folder());
    for (const name of ['r-2.json', 'r-3.json', 'r-4.json', 'r-5.json', 'notes.txt'])
      assert.ok(left.includes(name), name);
  });

  it('are read whatever a field holds', async () => {
    await notes.save(rolloutRecordOf('r-1', { end: { kind: 'failed', at: 1 } }));
    const note = await saved('r-1.json');
    const odd = [null, '', 'x'.repeat(70_000), -1, 1.5, true, [], {}, [null]];
    const spoil = async (value: object, put: (changed: object) => object): Promise<void> => {
      for (const [name, field] of Object.entries(value)) {
        for (const one of odd) {
          await write('r-1.json', put({ ...value, [name]: one }));
          for (const { plan, begunAt } of await notes.all()) {
            assert.ok(plan.target.applicationId && plan.package.key && plan.package.version && begunAt >= 0);
          }
        }
        if (typeof field === 'object' && field !== null && !Array.isArray(field)) {
          await spoil(field as object, (changed) => put({ ...value, [name]: changed }));
        }
      }
    };
    await spoil(note, (changed) => changed);
  });

  it('keep the last 200 that ended, and all others', async function () {
    this.timeout(60_000);
    await notes.save(rolloutRecordOf('runs', { begunAt: 1 }));
    const template = await saved('runs.json');
    for (let n = 0; n < 230; n++) {
      const end = { kind: 'succeeded', at: 1000 + n };
      await write(`old-${n}.json`, { ...template, plan: rolloutPlanOf(`old-${n}`), phase: 'ended', end });
    }
    await write('old-0.hold', { owner: 0, host: thisHost });
    await notes.save(rolloutRecordOf('last', { phase: 'ended', end: { kind: 'succeeded', at: 9000 } }));
    const ids = new Set(await idsOf());
    assert.equal(ids.size, 201);
    for (const id of ['runs', 'last', 'old-229', 'old-31']) assert.ok(ids.has(id), id);
    assert.ok(!ids.has('old-30'));
    assert.ok(!(await readdir(folder())).includes('old-0.hold'));
  });

  it('of an account whose service is gone are forgotten, held by this window or by nobody; those of others stay', async () => {
    const ofSandbox = (id: string) => {
      const plan = rolloutPlanOf(id);
      return rolloutRecordOf(id, { plan: { ...plan, target: { ...plan.target, accountId: 'sandbox' } } });
    };
    for (const one of [ofSandbox('s-1'), ofSandbox('s-2'), ofSandbox('s-3'), rolloutRecordOf('r-1')])
      await notes.save(one);
    await notes.hold('s-1');
    const beside = new RolloutFiles(folder());
    await beside.hold('s-2');
    const last = notes.save({ ...ofSandbox('s-3'), phase: 'undoing' });
    await notes.forget('sandbox');
    await last;
    assert.deepEqual((await idsOf()).sort(), ['r-1', 's-2']);
    assert.deepEqual((await readdir(folder())).filter((name) => name.endsWith('.hold')).length, 1);
    beside.shutDown();
  });

  it('tell another window of a change', async () => {
    const other = new RolloutFiles(folder());
    let stop: () => void = () => undefined;
    const told = new Promise<void>((resolve) => (stop = other.watch(resolve)));
    await notes.save(rolloutRecordOf('r-1'));
    await told;
    stop();
  });

  describe('on a disk that fails', () => {
    const damages: readonly [Damage, string][] = [
      ['ENOSPC', 'diskFull'],
      ['EIO', 'journalFailed'],
      ['EACCES', 'journalFailed'],
      ['half written', 'journalFailed'],
    ];

    it('are the old ones or the new ones, and say which failure it was', async () => {
      const port = new FaultyPort(() => undefined);
      const faulty = new RolloutFiles(folder(), port);
      await faulty.save(rolloutRecordOf('r-1'));
      for (const [damage, failure] of damages) {
        for (const operation of ['mkdir', 'open', 'write', 'close', 'rename'] as const) {
          port.arm({ nth: 1, operation, damage, lasts: true });
          await assert.rejects(faulty.save(rolloutRecordOf('r-1', { phase: 'undoing' })), { failure }, operation);
          assert.equal((await new RolloutFiles(folder()).all())[0]?.phase, 'underWay', `${operation}: ${damage}`);
        }
      }
      port.arm(undefined);
      await faulty.save(rolloutRecordOf('r-1', { phase: 'undoing' }));
      assert.equal((await notes.all())[0]?.phase, 'undoing');
      assert.deepEqual(await readdir(folder()), ['r-1.json'], 'nothing half written stays');
    });

    it('say so where they cannot be listed, and remember one that cannot be read', async () => {
      const port = new FaultyPort(() => undefined);
      const faulty = new RolloutFiles(folder(), port);
      await faulty.save(rolloutRecordOf('r-1'));
      await faulty.all();
      await notes.save(rolloutRecordOf('r-1', { phase: 'undoing' }));
      port.arm({ nth: 1, operation: 'read', damage: 'EIO', lasts: true });
      assert.equal((await faulty.all())[0]?.phase, 'underWay');
      port.arm({ nth: 1, operation: 'readdir', damage: 'EACCES', lasts: true });
      await assert.rejects(faulty.all(), { failure: 'journalFailed', detail: /deployments/ });
    });

    it('are not held where that cannot be written, which is no other window’s hold', async () => {
      const port = new FaultyPort(() => undefined);
      const faulty = new RolloutFiles(folder(), port);
      port.arm({ nth: 1, operation: 'write', damage: 'ENOSPC', lasts: true });
      await assert.rejects(faulty.hold('r-1'), { failure: 'diskFull' });
      port.arm(undefined);
      assert.ok(await faulty.hold('r-1'));
      port.arm({ nth: 1, operation: 'unlink', damage: 'EACCES', lasts: true });
      await faulty.release('r-1');
      assert.ok(await notes.hold('r-1'), 'what cannot be removed is given away');
    });
  });

  describe('are held', () => {
    const dead = () => Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());

    /** Another window, which holds what it is told to. */
    async function otherWindow(id: string): Promise<{ readonly child: ChildProcess; readonly isHeld: boolean }> {
      const child = fork(join(__dirname, 'holdInChild.js'), [folder(), id]);
      const [isHeld] = (await once(child, 'message')) as [boolean];
      return { child, isHeld };
    }
    const gone = async (child: ChildProcess, signal: NodeJS.Signals) => {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    };

    it('by one process, however often it asks, until it releases', async () => {
      assert.deepEqual(await Promise.all([notes.hold('r-1'), notes.hold('r-1')]), [true, true]);
      const second = new RolloutFiles(folder());
      assert.equal(await second.hold('r-1'), false, 'of the same process, too');
      assert.equal(await second.hold('r-2'), true);
      await second.release('r-1');
      assert.equal(await second.hold('r-1'), false, 'what another one has is not released');
      await notes.release('r-1');
      assert.equal(await second.hold('r-1'), true);
      second.shutDown();
    });

    it('again where that is asked for during the release', async () => {
      await notes.hold('r-1');
      const [, isHeld] = await Promise.all([notes.release('r-1'), notes.hold('r-1')]);
      assert.ok(isHeld);
      assert.ok((await readdir(folder())).includes('r-1.hold'));
    });

    it('by a living window, and not by one that was killed', async () => {
      const { child, isHeld } = await otherWindow('r-1');
      assert.ok(isHeld);
      assert.equal(await notes.hold('r-1'), false);
      await gone(child, 'SIGKILL');
      assert.equal(await notes.hold('r-1'), true);
      const next = await otherWindow('r-1');
      assert.equal(next.isHeld, false);
      await gone(next.child, 'SIGKILL');
    });

    it('by nobody once a window has shut down', async () => {
      await notes.hold('r-1');
      notes.shutDown();
      assert.equal(await notes.hold('r-2'), false, 'it is about to end');
      // Whoever has it now may have written more.
      await assert.rejects(notes.save(rolloutRecordOf('r-1')), { failure: 'journalFailed' });
      const { child, isHeld } = await otherWindow('r-1');
      assert.ok(isHeld);
      await gone(child, 'SIGKILL');
    });

    it('by one of many windows that find the hold of a dead one', async () => {
      await write('r-1.hold', { owner: dead(), host: thisHost });
      const windows = await Promise.all(Array.from({ length: 4 }, () => otherWindow('r-1')));
      assert.equal(windows.filter(({ isHeld }) => isHeld).length, 1);
      await Promise.all(windows.map(({ child }) => gone(child, 'SIGKILL')));
    });

    it('by a window of another machine for as long as it renews the hold, which every window does', async () => {
      const renewals: (() => void)[] = [];
      const every = (ms: number, work: () => void) => {
        assert.ok(ms < 3_600_000 / 2);
        renewals.push(work);
        return () => undefined;
      };
      const here = new RolloutFiles(folder(), undefined, { now: () => performance.now(), every });
      await here.hold('r-1');
      const before = await readFile(join(folder(), 'r-1.hold'), 'utf8');
      await write('r-2.hold', { owner: 1, host: `${thisHost}-2` });
      assert.equal(await here.hold('r-2'), false);
      assert.ok(renewals.length > 0);
      for (const renew of renewals) renew();
      assert.equal(await readFile(join(folder(), 'r-1.hold'), 'utf8'), before);
      here.shutDown();
    });
  });
});
