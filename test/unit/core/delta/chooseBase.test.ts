import assert from 'node:assert/strict';
import { chooseBase, minBaseBytes } from '../../../../src/core/delta/chooseBase';

const stored = (packageName: string, bytes = minBaseBytes) => ({ packageName, bytes });

describe('chooseBase', () => {
  for (const [one, other] of [
    ['orders-1.4.2.jar', 'orders-1.4.3.jar'],
    ['orders-1.4.2.jar', 'orders-1.4.3-SNAPSHOT.jar'],
    ['orders-1.4.2.jar', 'orders-1.4.3-20261126.101500-7.jar'],
    ['orders-1.4.2.jar', 'orders.jar'],
    ['orders-1.4.2.jar', 'orders-v2.0.JAR'],
    ['orders.jar', 'orders.jar'],
    ['orders-1.4.2-exec.jar', 'orders-1.5-exec.jar'],
    ['orders-1.4.2-jar-with-dependencies.jar', 'orders-jar-with-dependencies.jar'],
    ['order-service-1.4.2.RELEASE.war', 'order-service-1.4.3.RELEASE.war'],
    ['orders-20261126.jar', 'orders-20261127.jar'],
    ['orders-v1.jar', 'orders-v2.jar'],
    ['orders-V1.0.jar', 'orders-V1.1.jar'],
    ['orders_1.0.jar', 'orders_1.1-SNAPSHOT.jar'],
    ['order-service_v1.0.0.RELEASE.jar', 'order-service_v1.0.1_20261127.jar'],
    ['orders.1.0.0.jar', 'orders.1.0.1-rc2.jar'],
    ['orders##002.war', 'orders##003.war'],
    ['orders-a1b2c3d.jar', 'orders-9f8e7d6.jar'],
  ] as const) {
    it(`takes ${one} for ${other}, and the other way round`, () => {
      assert.equal(chooseBase(other, [stored(one)])?.packageName, one);
      assert.equal(chooseBase(one, [stored(other)])?.packageName, other);
    });
  }

  for (const [one, other] of [
    ['orders-1.4.2.jar', 'orders-1.4.2.war'],
    ['orders-1.4.2.jar', 'orders-1.4.2-exec.jar'],
    ['orders-1.4.2-all.jar', 'orders-1.4.2-exec.jar'],
    ['orders-1.4.2.jar', 'billing-1.4.2.jar'],
    ['orders-1.4.2.jar', 'orders-api-1.4.2.jar'],
    ['orders-1.4.2.jar', 'original-orders-1.4.2.jar'],
    ['orders-1.4.2.jar', 'orders-1.4.2-sources.jar'],
    ['orders_1_api.jar', 'orders_1_job.jar'],
    ['orders-defaced.jar', 'orders-effaced.jar'],
    ['1.jar', '2.jar'],
  ] as const) {
    it(`never takes ${one} for ${other}, nor the other way round`, () => {
      assert.equal(chooseBase(other, [stored(one)]), undefined);
      assert.equal(chooseBase(one, [stored(other)]), undefined);
    });
  }

  it('takes the newest that is large enough', () => {
    const all = [stored('billing-1.jar'), stored('orders-1.2.jar', minBaseBytes - 1), stored('orders-1.0.jar')];
    assert.equal(chooseBase('orders-1.3.jar', [...all, stored('orders-1.1.jar')])?.packageName, 'orders-1.0.jar');
    assert.equal(chooseBase('orders-1.3.jar', []), undefined);
  });

  it('is done at once with names that no build gives', () => {
    const name = '1-a.1-'.repeat(50_000);
    assert.equal(chooseBase(`${name}.jar`, [stored(name)]), undefined);
  }).timeout(1000);
});
