import assert from 'node:assert/strict';
import { Catalog, type CatalogDeps } from '../../../src/browse/catalog';
import type { Application } from '../../../src/core/model';
import { ordersApplication } from '../../fixtures/ordersApplication';

const place = { accountId: 'a1', region: 'ap-guangzhou' };
const options = { signal: new AbortController().signal };
const named = (name: string): Application => ({ ...ordersApplication, name });

describe('an answer that comes late', () => {
  let answers: ((applications: readonly Application[]) => void)[];
  let itself: ((application: Application) => void)[];
  let catalog: Catalog;

  beforeEach(() => {
    answers = [];
    itself = [];
    const deps: Partial<CatalogDeps> = {
      accounts: { connect: () => Promise.resolve({} as never) },
      auth: { observe: (_, __, request) => request },
      tem: {
        listApplications: () => new Promise((resolve) => answers.push(resolve)),
        describeApplication: () => new Promise((resolve) => itself.push(resolve)),
      } as Partial<CatalogDeps['tem']> as CatalogDeps['tem'],
    };
    catalog = new Catalog(deps as CatalogDeps);
  });
  const sent = async (requests: readonly unknown[], count: number): Promise<void> => {
    while (requests.length < count) await new Promise(setImmediate);
  };
  const known = () => catalog.peekListed(place)?.applications.map(({ name }) => name);

  it('takes the place of no later one, which was asked for after it', async () => {
    const early = catalog.applications(place, options);
    await sent(answers, 1);
    catalog.invalidate(place);
    const late = catalog.applications(place, options);
    await sent(answers, 2);
    answers[1]?.([named('new')]);
    await late;
    answers[0]?.([named('old')]);
    await early;
    assert.deepEqual(known(), ['new']);
  });

  it('brings nothing back of an account that was forgotten meanwhile', async () => {
    const early = catalog.applications(place, options);
    await sent(answers, 1);
    catalog.invalidate(place);
    answers[0]?.([named('old')]);
    await early;
    assert.equal(known(), undefined);
  });

  it('leaves an application as it was asked for by itself meanwhile', async () => {
    const list = catalog.applications(place, options);
    await sent(answers, 1);
    const reload = catalog.reload({ ...place, applicationId: ordersApplication.id }, options);
    await sent(itself, 1);
    itself[0]?.(named('new'));
    await reload;
    answers[0]?.([named('old')]);
    await list;
    assert.deepEqual(known(), ['new']);
  });
});
