import assert from 'node:assert/strict';
import { placeKey } from '../../../src/core/browse/place';
import { encodePart } from '../../../src/core/encodePart';
import { hostileTexts } from '../../fixtures/hostileTexts';

describe('encodePart', () => {
  it('takes every text as one part, and different ones as different parts', () => {
    const parts = Object.values(hostileTexts).map(encodePart);
    assert.ok(parts.every((part) => !part.includes('/')));
    assert.equal(new Set(parts).size, parts.length);
    assert.equal(encodePart('service-1 订单'), encodeURIComponent('service-1 订单'));
  });

  it('lets an application have half a sign in its id', () => {
    const place = { accountId: 'a', region: 'ap-x', applicationId: 'a\ud800' };
    assert.notEqual(placeKey(place), placeKey({ ...place, applicationId: 'a\udc00' }));
  });
});
