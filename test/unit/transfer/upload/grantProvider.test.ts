import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/errors';
import type { UploadGrant } from '../../../../src/core/model';
import { GrantProvider } from '../../../../src/transfer/upload/grantProvider';
import { never } from '../../cloud/practice';

const expired = () => Promise.reject(new AppError('grantExpired', 'for a test'));

describe('GrantKeeper', () => {
  let now: number;
  let made: number;
  let keeper: GrantProvider;

  beforeEach(() => {
    now = 5_000_000;
    made = 0;
    keep(1800);
  });

  function keep(lifetime: number, renew = () => Promise.resolve(grant(lifetime))): void {
    keeper = new GrantProvider(grant(lifetime), renew, () => now);
  }

  // The clock of the machine is another one than the store's: only the lifetime counts.
  function grant(lifetime: number): UploadGrant {
    const credential = { secretId: String(made++), secretKey: 'k', token: 't' };
    return { bucket: 'b', region: 'r', key: 'k', credential, startsAt: 1000, expiresAt: 1000 + lifetime };
  }

  const used = () => keeper.withGrant(never(), ({ credential }) => Promise.resolve(credential.secretId));

  it('renews when less than two minutes are left, not before', async () => {
    now += 1_679_000;
    assert.equal(await used(), '0');
    now += 2000;
    assert.equal(await used(), '1');
    assert.equal(await used(), '1');
  });

  it('does not renew a short-lived one at every request', async () => {
    keep(60);
    assert.equal(await used(), '1');
    now += 44_000;
    assert.equal(await used(), '1');
    now += 2000;
    assert.equal(await used(), '2');
    assert.equal(await used(), '2');
  });

  it('is not led astray by a clock that is set back', async () => {
    now -= 9_000_000;
    assert.equal(await used(), '0');
  });

  it('renews once for all who wait', async () => {
    const old = keeper.current;
    const results = await Promise.all(
      Array.from({ length: 16 }, () =>
        keeper.withGrant(never(), (held) => (held === old ? expired() : Promise.resolve(held.credential.secretId))),
      ),
    );
    assert.deepEqual(new Set(results), new Set(['1']));
    assert.equal(made, 2);
  });

  it('gives up after four in a row that are refused, and counts anew after one that is good', async () => {
    await assert.rejects(keeper.withGrant(never(), expired), { failure: 'grantExpired' });
    assert.equal(made, 4);
    keep(1800);
    for (let n = 0; n < 10; n++) {
      const old = keeper.current;
      await keeper.withGrant(never(), (held) => (held === old ? expired() : Promise.resolve()));
    }
  });

  it('passes on why there is no other one, and asks again the next time', async () => {
    let isDown = true;
    keep(1800, () => (isDown ? Promise.reject(new AppError('offline', 'for a test')) : Promise.resolve(grant(1800))));
    await assert.rejects(keeper.withGrant(never(), expired), { failure: 'offline' });
    isDown = false;
    const old = keeper.current;
    await keeper.withGrant(never(), (held) => (held === old ? expired() : Promise.resolve()));
    assert.notEqual(keeper.current, old);
  });

  for (const failure of ['grantRefused', 'grantUnfit'] as const) {
    it(`tries one other where the store does not take one (${failure})`, async () => {
      const refused = () => Promise.reject(new AppError(failure, 'for a test'));
      await assert.rejects(keeper.withGrant(never(), refused), { failure });
      assert.equal(made, 2);
      const old = keeper.current;
      await keeper.withGrant(never(), (held) => (held === old ? refused() : Promise.resolve()));
      assert.equal(made, 3);
    });
  }

  it('leaves other failures alone', async () => {
    await assert.rejects(
      keeper.withGrant(never(), () => Promise.reject(new AppError('offline', 'for a test'))),
      { failure: 'offline' },
    );
    assert.equal(made, 1);
  });

  it('ends with whoever is stopped while another one does not come, and asks anew for the next', async () => {
    let isStuck = true;
    keep(1800, () => (isStuck ? new Promise<never>(() => undefined) : Promise.resolve(grant(1800))));
    const [one, other] = [new AbortController(), new AbortController()];
    const old = keeper.current;
    const first = keeper.refresh(old, one.signal);
    const second = keeper.refresh(old, other.signal);
    other.abort();
    await assert.rejects(second, { failure: 'cancelled' });
    const third = keeper.refresh(old, never());
    isStuck = false;
    one.abort();
    await assert.rejects(first, { failure: 'cancelled' });
    assert.notEqual(await third, old);
  });

  it('ends with whoever is stopped while the request itself does not', async () => {
    const stop = new AbortController();
    const using = keeper.withGrant(stop.signal, () => new Promise<never>(() => undefined));
    stop.abort();
    await assert.rejects(using, { failure: 'cancelled' });
  });
});
