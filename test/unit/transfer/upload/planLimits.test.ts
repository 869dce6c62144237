import assert from 'node:assert/strict';
import { AppError } from '../../../../src/core/errors';
import { maxParts } from '../../../../src/core/ports/objectStore';
import { PlanLimits } from '../../../../src/transfer/upload/planLimits';

const MiB = 1024 ** 2;
const tooLarge = new AppError('bodyTooLarge', 'HTTP 413');

/** The sizes of request that are tried, one after the other, on a line that takes none of them. */
function tried(bytes: number): readonly number[] {
  const limits = new PlanLimits(new Set(), 'service-1', bytes);
  const sizes: number[] = [];
  for (let goesOn = true; goesOn && sizes.length < 20;) {
    const plan = limits.plan(undefined);
    sizes.push(plan.kind === 'multipart' ? plan.partBytes : bytes);
    goesOn = limits.recordTooLarge(tooLarge, plan, []);
  }
  return sizes;
}

describe('the sizes of request that a line is offered that takes none', () => {
  const sizes = [1, MiB, 3 * MiB, 100 * MiB, maxParts * MiB, maxParts * MiB + 1, 20 * 1024 * MiB, 500 * 1024 * MiB];
  for (const bytes of sizes) {
    it(`become smaller each time and end, of ${bytes} bytes`, () => {
      const all = tried(bytes);
      assert.ok(all.length < 10, `it never ends: ${all.join(', ')}`);
      assert.ok(
        all.every((size, n) => n === 0 || size < (all[n - 1] ?? 0)),
        all.join(', '),
      );
      assert.ok((all.at(-1) ?? 0) <= Math.max(MiB, Math.ceil(bytes / maxParts)), all.join(', '));
    });
  }
});

describe('parts that were copied', () => {
  const sent = { number: 1, etag: '"e"', start: 0, end: 16 * MiB, crc64: '1' };
  const copied = { ...sent, isCopied: true } as const;

  it('say nothing of what a line or a grant takes', () => {
    const limits = new PlanLimits(new Set(), 'service-1', 100 * MiB);
    const plan = limits.plan(undefined);
    assert.deepEqual(
      [[copied], [sent]].map((parts) => limits.recordTooLarge(tooLarge, plan, parts)),
      [true, false],
    );
    const denied = new AppError('grantRefused', 'HTTP 403');
    assert.deepEqual(
      [[copied], [sent]].map((parts) => limits.isMultipartRefused(denied, parts)),
      [true, false],
    );
  });
});
