import assert from 'node:assert/strict';
import { idPart } from '../../../src/core/idPart';

describe('a part of a key', () => {
  it('holds no slash and is another one for each other text, also for half a character', () => {
    const texts = [
      '',
      'a',
      'a/b',
      'a%2Fb',
      '#',
      '\ud800',
      '\udc00',
      '\udc00\ud800',
      '\ufffd',
      '%ud800',
      '\ud83d\ude00',
    ];
    const parts = texts.map(idPart);
    assert.equal(new Set(parts).size, texts.length);
    assert.doesNotMatch(parts.join(''), /[/#]/);
    assert.equal(idPart('service-gn54vdy6'), 'service-gn54vdy6');
  });
});
