import assert from 'node:assert/strict';
import { AppError } from '../../../src/core/errors';
import { isHonest, visible } from '../../../src/core/visible';
import { hostileTexts } from '../../fixtures/hostileTexts';
import { unsafeIn } from '../../fixtures/unsafeIn';

describe('visible', () => {
  for (const [name, text] of Object.entries(hostileTexts)) {
    it(`shows ${name} on one line, and nothing that is not seen`, () => {
      const shown = visible(text);
      assert.equal(unsafeIn(shown, 'line'), undefined);
      assert.ok(shown.length <= 300);
      assert.equal(visible(shown), shown);
    });
  }

  it('leaves alone what people write', () => {
    for (const text of ['orders-1.4.2.jar', '订单服务', 'Zahlung für Köln', 'नमस्ते', '😀 👍', 'a  b', '[a](b) $(c)'])
      assert.equal(visible(text), text);
  });

  it('leaves signs that make emoji and words what they are, and only there', () => {
    const kept = ['👨‍👩‍👧', '🏳️‍🌈', '❤️', '1️⃣', '🏃🏽‍♀️', 'می‌خواهم', 'ශ්‍රී', 'क्‍ष', '葛󠄀城', 'הזמנות', 'Bestellu\u0308ng'];
    for (const text of kept) assert.equal(visible(`${text}.jar`), `${text}.jar`);
    for (const [text, shown] of [
      ['👩\u200d.jar', '👩.jar'],
      ['👩\u200b\u200d👩', '👩👩'],
      ['a\ufe0f\u200d👩', 'a👩'],
      ['1\ufe0f.jar', '1.jar'],
      ['\u061c\u200c\u061c', ''],
      ['م\u200c\u200cم', 'مم'],
      ['[\u200d](', ']('.padStart(3, '[')],
    ] as const)
      assert.equal(visible(text), shown);
  });

  it('cuts between signs', () => {
    assert.equal(visible('😀'.repeat(400)), `${'😀'.repeat(149)}…`);
  });

  it('lets a person see what would have been a line end or an escape', () => {
    assert.equal(visible('a\nb\r\u001b[0m\u007f\u0085\ud800'), 'a␊b␍␛[0m␡��');
    assert.equal(visible('orders\u202egpj.raj'), 'ordersgpj.raj');
  });
});

describe('isHonest', () => {
  it('refuses what does not read as it is', () => {
    const refused = [
      'newline',
      'carriage return',
      'escape',
      'C1 controls',
      'bidi',
      'lone surrogate',
      'line separators',
    ];
    for (const name of refused) assert.equal(isHonest(hostileTexts[name] ?? ''), false, name);
    for (const text of ['tem/pkg/1/a/订单-1.0.jar', 'a b', '👨‍👩‍👧 ⚠️']) assert.equal(isHonest(text), true, text);
  });
});

describe('AppError', () => {
  it('is one line of bounded length, whoever wrote its detail and request id', () => {
    for (const [name, text] of Object.entries(hostileTexts)) {
      const { message, detail, requestId = '' } = new AppError('service', text, text);
      for (const shown of [message, detail, requestId]) assert.equal(unsafeIn(shown, 'line'), undefined, name);
      assert.ok(requestId.length <= 100);
    }
  });
});
