import assert from 'node:assert/strict';
import { readValidity } from '../../../../src/cloud/tem/readValidity';

describe('readValidity', () => {
  const start = 1_795_435_500;
  const now = start * 1000 + 2500;
  const utc = (seconds: number): string => new Date(seconds * 1000).toISOString();
  const plain = (seconds: number, hours: number): string =>
    utc(seconds + hours * 3600)
      .slice(0, 19)
      .replace('T', ' ');

  for (const [form, from, to] of [
    ['epoch seconds', start, start + 1800],
    ['epoch seconds as text', String(start), String(start + 1800)],
    ['epoch milliseconds', start * 1000 + 250, (start + 1800) * 1000],
    ['epoch milliseconds as text', ` ${start * 1000} `, `${(start + 1800) * 1000}`],
    ['fractions of seconds', `${start}.75`, `${start + 1800}.0`],
    ['ISO 8601 in UTC', utc(start), utc(start + 1800)],
    ['ISO 8601 with a zone', plain(start, 8).replace(' ', 'T') + '+08:00', plain(start + 1800, 8) + '+0800'],
    ['Beijing time without a zone', plain(start, 8), plain(start + 1800, 8)],
    ['UTC without a zone', plain(start, 0), plain(start + 1800, 0).replace(' ', 'T')],
    ['HTTP dates', new Date(start * 1000).toUTCString(), new Date((start + 1800) * 1000).toUTCString()],
    ['mixed forms', start, utc(start + 1800)],
  ] as const) {
    it(`reads ${form}`, () => {
      assert.deepEqual(readValidity(from, to, now), { startsAt: start, expiresAt: start + 1800 });
    });
  }

  for (const [what, value] of [
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['words', 'soon'],
    ['a number of another kind', 1800],
    ['infinite', '1e400'],
    ['an object', { Seconds: start }],
    ['an impossible date', '2026-13-45 25:61:61'],
  ] as const) {
    it(`guesses carefully when a time is ${what}`, () => {
      assert.deepEqual(readValidity(value, start + 1800, now), { startsAt: start + 2 - 300, expiresAt: start + 1800 });
      assert.deepEqual(readValidity(start, value, now), { startsAt: start, expiresAt: start + 900 });
      assert.deepEqual(readValidity(value, value, now), { startsAt: start - 298, expiresAt: start + 602 });
    });
  }

  it('does not believe an end before the beginning', () => {
    assert.deepEqual(readValidity(start, start - 1, now), { startsAt: start, expiresAt: start + 900 });
  });
});
