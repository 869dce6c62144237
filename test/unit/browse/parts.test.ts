import assert from 'node:assert/strict';
import { matchesFilter } from '../../../src/browse/matchesFilter';
import { Poller, pollDelayMs } from '../../../src/browse/poller';
import { groupByEnvironment } from '../../../src/browse/groupByEnvironment';
import { isChanging, runningEnvironments, runningState } from '../../../src/browse/runningEnvironments';
import { Paging } from '../../../src/browse/paging';
import type { Application, Environment, RunningVersion } from '../../../src/core/model';

describe('the parts of browsing', () => {
  it('filter by every word of the name or id', () => {
    const orders = { name: 'orders-api', id: 'service-gn54vdy6' };
    for (const text of ['', 'ORD', 'api ord', 'gn54', '  ']) assert.ok(matchesFilter(orders, text), text);
    for (const text of ['pay', 'ord pay']) assert.ok(!matchesFilter(orders, text), text);
  });

  it('show long lists in steps, as many as were asked for, or as a row needs to be seen', () => {
    const steps = new Paging(3);
    const rows = [0, 1, 2, 3, 4, 5, 6, 7];
    assert.deepEqual(steps.page('a', rows), { nodes: [0, 1, 2], left: 5 });
    assert.equal(steps.nextPage('a'), 3);
    assert.deepEqual(steps.page('a', rows), { nodes: [0, 1, 2, 3, 4, 5], left: 2 });
    assert.equal(steps.ensureVisible('a', 5), false);
    assert.equal(steps.ensureVisible('a', 6), true);
    assert.equal(steps.page('a', rows).left, 0);
    assert.equal(steps.page('b', rows).left, 5);
  });

  it('group by environment, by name, with what runs nowhere at the end', () => {
    const groups = groupByEnvironment(
      [application('a', running('en-2'), running('en-1')), application('b'), application('c', running('en-2'))],
      [environment('en-2', 'b-test'), environment('en-3', 'empty')],
    );
    assert.deepEqual(
      groups.map((one) => [one.environment?.name, one.applications.map(({ name }) => name).join('+')]),
      [
        ['b-test', 'a+c'],
        ['name of en-1', 'a'],
        [undefined, 'b'],
      ],
    );
  });

  it('tell how an environment is', () => {
    const state = (change: Partial<RunningVersion>) => runningState({ ...running('en-1'), ...change });
    assert.equal(state({}), 'healthy');
    assert.equal(state({ currentInstances: 1 }), 'degraded');
    assert.equal(state({ expectedInstances: 0, currentInstances: 0 }), 'stopped');
    assert.equal(state({ deploying: true }), 'changing');
    assert.equal(state({ status: 'Restarting' }), 'changing');
    assert.equal(state({ status: 'Frozen' }), 'other');
    assert.equal(isChanging(running('en-1')), false);
  });

  it('join what runs with what its environment is, test first', () => {
    const rows = runningEnvironments(
      [running('en-9'), running('en-1'), running('en-2')],
      [environment('en-1', 'shop', 'prod'), environment('en-2', 'shop-t', 'test')],
      [{ environmentId: 'en-1', environmentName: 'x', packageName: 'a.jar', version: '1', deployedAt: 7 }],
    );
    assert.deepEqual(
      rows.map(({ running: { environmentName }, kind, deployedAt }) => [environmentName, kind, deployedAt]),
      [
        ['shop-t', 'test', undefined],
        ['shop', 'prod', 7],
        ['name of en-9', 'other', undefined],
      ],
    );
  });

  it('follow every 3 s for half a minute, then ever slower, but at least every 15 s', () => {
    const pauses = Array.from({ length: 30 }, (_, round) => pollDelayMs(round));
    assert.ok(pauses.slice(0, 10).every((ms) => ms === 3000));
    assert.ok(pauses.slice(10).every((ms, n) => ms > 3000 && ms >= (pauses[9 + n] ?? 0)));
    assert.equal(pauses.at(-1), 15_000);
  });

  it('follow until nothing changes any more, at once or never twice', async () => {
    const renewed: string[] = [];
    let changing: string[] = [];
    let turn = (): void => undefined;
    let waiting = 0;
    const pause = () => new Promise<void>((resolve) => (waiting++, (turn = resolve)));
    const renew = (one: string) => Promise.resolve(void renewed.push(one));
    const follow = new Poller<string>({ changing: () => changing, reload: renew, sleep: pause });
    const round = async () => {
      turn();
      await new Promise((resolve) => setImmediate(resolve));
    };
    follow.start();
    assert.equal(waiting, 0);
    changing = ['a', 'b'];
    follow.start();
    follow.start();
    assert.equal(waiting, 1);
    await round();
    changing = ['b'];
    await round();
    assert.deepEqual(renewed, ['a', 'b', 'b']);
    changing = [];
    await round();
    assert.equal(waiting, 3);
    changing = ['c'];
    follow.start();
    follow.stop();
    await round();
    assert.deepEqual(renewed, ['a', 'b', 'b']);
  });
});

function running(environmentId: string): RunningVersion {
  const counts = { currentInstances: 2, expectedInstances: 2 };
  const environmentName = `name of ${environmentId}`;
  return { environmentId, environmentName, versionName: '1', status: 'Running', deploying: false, ...counts };
}

function environment(id: string, name: string, kind: Environment['kind'] = 'test'): Environment {
  return { id, name, kind, status: '' };
}

function application(name: string, ...versions: RunningVersion[]): Application {
  const bare = { description: '', language: 'JAVA', deployMode: 'JAR', hasAuthority: true } as const;
  return { id: `service-${name}`, name, ...bare, versions };
}
