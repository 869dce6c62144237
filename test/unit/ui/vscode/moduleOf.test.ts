import assert from 'node:assert/strict';
import { join } from 'node:path';
import { moduleOf } from '../../../../src/ui/vscode/moduleOf';

describe('moduleOf', () => {
  const shop = join('work', 'shop');

  it('is the folder above target for Maven', () => {
    const orders = join(shop, 'orders');
    assert.deepEqual(moduleOf(join(orders, 'target', 'orders-1.4.2.jar')), { path: orders, name: 'orders' });
  });

  it('is the folder above build/libs for Gradle', () => {
    const stock = join(shop, 'stock');
    assert.deepEqual(moduleOf(join(stock, 'build', 'libs', 'stock.jar')), { path: stock, name: 'stock' });
  });

  it('is the folder above the outputs for Quarkus', () => {
    const orders = join(shop, 'orders');
    for (const output of ['target', 'build'])
      assert.deepEqual(moduleOf(join(orders, output, 'quarkus-app', 'quarkus-run.jar')), {
        path: orders,
        name: 'orders',
      });
  });

  it("is the file's own folder elsewhere", () => {
    assert.deepEqual(moduleOf(join(shop, 'orders.jar')), { path: shop, name: 'shop' });
  });
});
