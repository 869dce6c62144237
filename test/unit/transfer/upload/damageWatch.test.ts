import assert from 'node:assert/strict';
import { DamageWatch } from '../../../../src/transfer/upload/damageWatch';
import { RecordedRun } from './recordedRun';

describe('DamageWatch', () => {
  const damaged = Promise.resolve({ paths: ['a.class'], count: 1 });

  it('ends with Cancel although the drive hangs that the file is on', async () => {
    const run = new RecordedRun();
    const checkUnchanged = (): Promise<never> => {
      run.stop();
      return new Promise(() => undefined);
    };
    const watch = new DamageWatch({ checkUnchanged }, damaged);
    await assert.rejects(watch.checkAll(run), { failure: 'cancelled' });
  });
});
