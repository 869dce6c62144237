import assert from 'node:assert/strict';
import type { Checkpoint, UnfinishedUpload } from '../../../../src/core/ports/uploadJournal';
import { remainsOf } from '../../../../src/ui/uploads/upload';

interface Part {
  readonly bytes: number;
  readonly copyFrom?: number;
  /** How COS came to have it, where it does. */
  readonly is?: 'sent' | 'copied';
}

function stopped(...given: readonly Part[]): number {
  let end = 0;
  const parts = given.map(({ bytes, ...part }, n) => ({ ...part, number: n + 1, start: end, end: (end += bytes) }));
  const completedParts = parts.flatMap(({ is, copyFrom: _, ...part }) =>
    is ? [{ ...part, etag: '"e"', crc64: '1', ...(is === 'copied' && { isCopied: true as const }) }] : [],
  );
  const delta = { base: {}, parts };
  const checkpoint = { completedParts, file: { bytes: end }, delta } as unknown as Checkpoint;
  return remainsOf({ checkpoint } as UnfinishedUpload).percent;
}

describe('where an upload stopped that copies', () => {
  it('is the share of what has to be sent, also while parts are still to be copied', () => {
    const half = [{ bytes: 50, is: 'sent' }, { bytes: 50 }, { bytes: 800, copyFrom: 0, is: 'copied' }] as const;
    assert.equal(stopped(...half), 50);
    assert.equal(stopped(...half, { bytes: 100, copyFrom: 800 }), 50);
  });

  it('is not the end while little is copied, which may have to be sent', () => {
    assert.equal(stopped({ bytes: 100, is: 'sent' }, { bytes: 900, copyFrom: 0 }), 10);
  });

  it('is what COS has where nothing is to be sent', () => {
    const copied = { bytes: 750, copyFrom: 0, is: 'copied' } as const;
    assert.equal(stopped(copied, { bytes: 250, copyFrom: 750 }), 75);
    assert.equal(stopped(copied), 100);
  });

  it('is what was sent where copies were given up', () => {
    assert.equal(stopped({ bytes: 300, copyFrom: 0, is: 'sent' }, { bytes: 700, copyFrom: 300 }), 30);
  });
});
