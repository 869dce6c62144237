import assert from 'node:assert/strict';
import { messageRule } from '../../../../src/ui/messages/messageRule';

describe('a message about progress', () => {
  let clock: number;
  let isDue: (stage: string, percent: number, ms: number) => boolean;
  beforeEach(() => {
    clock = 1000;
    const rule = messageRule();
    isDue = (stage, percent, ms) => rule({ stage, percent }, (clock += ms));
  });

  it('is due first', () => {
    assert.equal(isDue('checking', 0, 0), true);
    assert.equal(isDue('checking', 0, 250), false);
  });

  it('is due with each other stage, one that was there before as well', () => {
    const due = ['a', 'a', 'b', 'b', 'a'].map((stage) => isDue(stage, 0, 250));
    assert.deepEqual(due, [true, false, true, false, true]);
  });

  it('is due with each tenth that is reached, and once where several are passed', () => {
    const due = [0, 4, 9.99, 10, 19, 20.1, 45, 49, 50].map((percent) => isDue('sending', percent, 250));
    assert.deepEqual(due, [true, false, false, true, false, true, true, false, true]);
  });

  it('is due when 15 s have passed without one, counted from the last', () => {
    const due = [0, 5000, 9999, 1, 14_999, 1].map((ms) => isDue('sending', 3, ms));
    assert.deepEqual(due, [true, false, false, true, false, true]);
    assert.equal(isDue('sending', 12, 1), true);
    assert.equal(isDue('sending', 12, 14_999), false);
  });

  it('is due no more than 20 times in an upload of a minute, at any four looks a second', () => {
    const total = 60_000;
    let count = 0;
    for (let ms = 0; ms <= total; ms += 250) {
      const stage = ms < 500 ? 'checking' : ms < 1000 ? 'asking' : ms < total - 500 ? 'sending' : 'verifying';
      if (isDue(stage, (ms / total) * 100, 250)) count += 1;
    }
    assert.ok(count >= 10 && count <= 20, String(count));
  });
});
