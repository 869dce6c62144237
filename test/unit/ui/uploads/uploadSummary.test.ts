import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/errors';
import type { UploadEnd } from '../../../../src/ui/uploads/upload';
import { uploadSummary } from '../../../../src/ui/uploads/uploadSummary';
import { finished, remains, uploadOf } from '../../../fixtures/uploadOf';

const failed = (failure: 'offline' | 'diskFull' = 'offline'): UploadEnd => ({
  kind: 'failed',
  error: new AppError(failure, 'x'),
});
const ends: Record<string, () => UploadEnd> = {
  f: () => finished('x'),
  o: () => failed('offline'),
  d: () => failed('diskFull'),
  c: () => ({ kind: 'cancelled' }),
  i: () => ({ kind: 'interrupted', remains }),
};
const summaryOf = (letters: string) => {
  const members = [...letters].map((letter, n) => {
    const end = ends[letter]!();
    return { upload: uploadOf(String(n), end), end };
  });
  const summary = uploadSummary(members);
  switch (summary.kind) {
    case 'nothing':
      return 'nothing';
    case 'finished':
      return `finished ${summary.uploaded.length}`;
    case 'partly':
      return `partly ${summary.uploaded.length} ${summary.failed.length}`;
    case 'failed':
      return `failed ${summary.failed.length} ${summary.isOneReason ? 'alike' : 'differently'}`;
  }
};

describe('the summary of uploads', () => {
  it('counts every mix of what is finished, failed, cancelled and interrupted', () => {
    const mixes = Object.keys(ends).reduce(
      (all) => all.flatMap((mix) => [mix, ...[...'fodci'].map((x) => mix + x)]),
      [''],
    );
    assert.ok(mixes.length > 1000);
    for (const mix of new Set(mixes)) {
      const count = (letters: string) => [...mix].filter((letter) => letters.includes(letter)).length;
      const [done, bad] = [count('f'), count('od')];
      const expected =
        done > 0 && bad > 0
          ? `partly ${done} ${bad}`
          : done > 0
            ? `finished ${done}`
            : bad > 0
              ? `failed ${bad} ${count('o') > 0 && count('d') > 0 ? 'differently' : 'alike'}`
              : 'nothing';
      assert.equal(summaryOf(mix), expected, mix);
    }
  });

  it('leaves out what failed and is tried again by now: there it is followed', () => {
    const end = failed();
    const members = [
      { upload: uploadOf('a', { kind: 'queued' }), end },
      { upload: uploadOf('b', finished('b')), end: finished('b') },
    ];
    assert.equal(uploadSummary(members).kind, 'finished');
    assert.equal(uploadSummary(members.slice(0, 1)).kind, 'nothing');
  });

  it('takes faults of the extension itself for one reason', () => {
    const members = ['a', 'b'].map((name) => {
      const end: UploadEnd = { kind: 'failed', error: new Error(name) };
      return { upload: uploadOf(name, end), end };
    });
    const summary = uploadSummary(members);
    assert.ok(summary.kind === 'failed' && summary.isOneReason);
  });
});
