import assert from 'node:assert/strict';
import type { ListedRegion } from '../../src/browse/knownApplications';
import { AppError } from '../../src/core/errors';
import type { Account, Application, Target } from '../../src/core/model';
import { oldAfterMs, TargetList, type TargetListDeps } from '../../src/ui/uploads/targetList';
import { ordersApplication } from '../fixtures/ordersApplication';

const account: Account = { id: 'a1', name: 'Shop', site: 'sandbox' };
const named = (name: string): Application => ({ ...ordersApplication, id: `service-${name}`, name, versions: [] });
const targetOf = (name: string): Target => ({
  accountId: 'a1',
  region: 'ap-guangzhou',
  applicationId: `service-${name}`,
  applicationName: name,
});

describe('the list of applications to upload to', () => {
  let known: Map<string, ListedRegion>;
  let answers: Map<string, readonly Application[] | Error>;
  let requests: string[];

  beforeEach(() => {
    known = new Map();
    requests = [];
    answers = new Map([
      ['ap-guangzhou', [named('a'), named('b')]],
      ['ap-shanghai', [named('c')]],
    ]);
  });

  /** Lists once more, `now` ms after the last answer was made up; gives the rows at once, and once all regions have answered. */
  async function list(now = 0) {
    const request = (how: string) => (place: { readonly region: string }) => {
      requests.push(`${how} ${place.region}`);
      const answer = answers.get(place.region) ?? [];
      if (answer instanceof Error) return Promise.reject(answer);
      known.set(place.region, { applications: answer, at: now });
      return Promise.resolve(answer);
    };
    const deps: TargetListDeps = {
      catalog: {
        peekListed: ({ region }) => known.get(region),
        applications: request('list'),
        relist: request('relist'),
      },
      clock: { now: () => now },
      regions: () => ['ap-guangzhou', 'ap-shanghai'],
    };
    let changes = 0;
    const targets = new TargetList(deps, { account, packageName: 'orders.jar' }, () => (changes += 1));
    targets.load(new AbortController().signal);
    const texts = () => targets.rows.map(({ label, description }) => [label, description].filter(Boolean).join(' '));
    const atOnce = texts();
    while (targets.isBusy) await new Promise(setImmediate);
    return { targets, atOnce, rows: texts(), changes };
  }

  const all = ['Guangzhou', 'a service-a · JAR', 'b service-b · JAR', 'Shanghai', 'c service-c · JAR'];

  it('asks for each region once, and nothing for the next file', async () => {
    const first = await list();
    assert.deepEqual([first.atOnce, first.rows], [[], all]);
    const { atOnce, changes } = await list(oldAfterMs - 1);
    assert.deepEqual([atOnce, changes, requests], [all, 0, ['list ap-guangzhou', 'list ap-shanghai']]);
  });

  it('shows what is old with its age, and asks again meanwhile; rows keep their places, new ones come below', async () => {
    await list();
    answers.set('ap-guangzhou', [named('aa'), named('b')]);
    requests = [];
    const { atOnce, rows, targets } = await list(oldAfterMs);
    assert.deepEqual([atOnce[0], atOnce[3]], ['Guangzhou, listed 5 min ago', 'Shanghai, listed 5 min ago']);
    assert.deepEqual(requests, ['relist ap-guangzhou', 'relist ap-shanghai']);
    assert.deepEqual(rows, [
      'Guangzhou',
      'a service-a · TEM no longer has this application',
      'b service-b · JAR',
      'Shanghai',
      'c service-c · JAR',
      'Guangzhou',
      'aa service-aa · JAR',
    ]);
    assert.deepEqual(
      ['a', 'b', 'aa'].map((name) => targets.refusalOf(targetOf(name))),
      ['TEM no longer has this application', undefined, undefined],
    );
  });

  it('has the first new application in place of “none here”, and says of nothing else that TEM has it no more', async () => {
    answers.set('ap-guangzhou', []);
    await list();
    answers.set('ap-guangzhou', [named('a'), named('b')]);
    const { rows } = await list(oldAfterMs);
    assert.deepEqual(rows, [...all.slice(0, 2), ...all.slice(3), 'Guangzhou', 'b service-b · JAR']);
  });

  it('says of one that could not be chosen either that it is gone, without the icon as text', async () => {
    answers.set('ap-guangzhou', [named('a'), { ...named('w'), deployMode: 'WAR' }]);
    await list();
    answers.set('ap-guangzhou', [named('a')]);
    const { rows } = await list(oldAfterMs);
    assert.equal(rows[2], 'w service-w · TEM no longer has this application');
  });

  it('keeps what is old where it cannot be asked for again, with the reason below; no failure is kept', async () => {
    await list();
    answers.set('ap-shanghai', new AppError('offline', 'made up'));
    const { rows } = await list(oldAfterMs);
    assert.deepEqual(rows.slice(3), [
      'Shanghai, listed 5 min ago',
      'c service-c · JAR',
      'Shanghai',
      '$(warning) Offline',
    ]);
    known.clear();
    assert.deepEqual((await list()).rows.slice(3), ['Shanghai', '$(warning) Offline']);
    answers.set('ap-shanghai', [named('c')]);
    assert.deepEqual((await list()).rows, all);
  });
});
