import assert from 'node:assert/strict';
import { KnownApplications } from '../../../src/browse/knownApplications';
import { RequestCache } from '../../../src/browse/requestCache';
import { ordersApplication } from '../../fixtures/ordersApplication';

const place = { accountId: 'a1', region: 'ap-guangzhou' };
const orders = { ...place, applicationId: ordersApplication.id };

describe('KnownApplications', () => {
  let now = 0;
  let known: KnownApplications;
  beforeEach(() => {
    now = 1000;
    known = new KnownApplications({ now: () => now });
    known.setList(place, [ordersApplication], known.begin());
  });

  it('tells when a region was listed, also for the place of one of its applications', () => {
    now = 2000;
    assert.deepEqual(known.list(orders), { applications: [ordersApplication], at: 1000 });
    assert.equal(known.list({ ...place, region: 'ap-beijing' }), undefined);
  });

  it('lists the newest state of an application, and one whose state is to be asked for again', () => {
    const renamed = { ...ordersApplication, name: 'orders 2' };
    known.set(orders, renamed, known.begin());
    assert.deepEqual(known.list(place)?.applications, [renamed]);
    known.forget(orders);
    assert.deepEqual([known.of(orders), known.list(place)?.applications], [undefined, [ordersApplication]]);
  });

  it('lists none that TEM no longer has, and no region that is forgotten', () => {
    known.set(orders, undefined, known.begin());
    assert.deepEqual(known.list(place)?.applications, []);
    known.invalidate('a1/');
    assert.deepEqual([known.list(place), known.inRegion(place)], [undefined, []]);
  });
});

describe('a cached response that is renewed', () => {
  const options = { signal: new AbortController().signal };

  it('stays until the new one has arrived, and where that fails', async () => {
    const cache = new RequestCache();
    const get = () => cache.get('a', () => Promise.resolve('asked again'), options);
    await cache.get('a', () => Promise.resolve('old'), options);
    await assert.rejects(
      cache.renew('a', () => Promise.reject(new Error('no')), options),
      /no/,
    );
    assert.equal(await get(), 'old');
    let arrive: (response: string) => void = () => undefined;
    const renewing = cache.renew('a', () => new Promise<string>((resolve) => (arrive = resolve)), options);
    assert.equal(await get(), 'old');
    arrive('new');
    assert.deepEqual([await renewing, await get()], ['new', 'new']);
  });

  it('is asked for once for all who renew it meanwhile, and dropped where the cached ones are', async () => {
    const cache = new RequestCache();
    let sent = 0;
    const send = () => Promise.resolve(++sent);
    assert.deepEqual(await Promise.all([cache.renew('a', send, options), cache.renew('a', send, options)]), [1, 1]);
    const late = cache.renew('a', send, options);
    cache.invalidate('a');
    await late;
    assert.equal(await cache.get('a', send, options), 3);
  });
});
