import assert from 'node:assert/strict';
import { UploadGroup } from '../../../../src/ui/uploads/uploadGroup';
import { finished, remains, reusing, sending, uploadOf } from '../../../fixtures/uploadOf';

describe('uploads that were started together', () => {
  it('count by bytes; one that waits is taken to be as large as the others', () => {
    const [a, b, c] = [
      uploadOf('a', sending(30, 300)),
      uploadOf('b', sending(90, 100)),
      uploadOf('c', { kind: 'queued' }),
    ];
    const group = new UploadGroup([a, b, c]);
    assert.equal(group.stand().percent, 20);
    c.state = { kind: 'running', progress: { stage: 'checking' }, bytesPerSecond: undefined };
    assert.equal(group.stand().percent, 20);
    a.state = { kind: 'running', progress: { stage: 'verifying' }, bytesPerSecond: undefined };
    assert.equal(group.stand().percent, 65, 'the size is known from before');
  });

  it('count what is sent of them, not what COS copies', () => {
    const [a, b] = [uploadOf('a', reusing(900, [50, 100])), uploadOf('b', sending(0, 100))];
    const group = new UploadGroup([a, b]);
    assert.equal(group.stand().percent, 25);
    a.state = finished('a', 'orders', 1000, 900);
    assert.equal(group.stand().percent, 50);
    b.state = finished('b');
    assert.equal(group.stand().percent, 100);
  });

  it('stand between 0 and 100 while more must be sent than was thought, or nothing', () => {
    const upload = uploadOf('a', reusing(1000, [0, 0], { copying: 1000 }));
    const group = new UploadGroup([upload, uploadOf('b', { kind: 'queued' })]);
    assert.equal(group.stand().percent, 0);
    upload.state = reusing(900, [120, 100]);
    assert.equal(group.stand().percent, 50);
    upload.state = sending(120, 1000);
    assert.equal(group.stand().percent, 6);
    const same = new UploadGroup(['c', 'd'].map((name) => uploadOf(name, finished(name, 'orders', 100, 100))));
    assert.equal(same.stand().percent, 100);
  });

  it('are as fast as those that run are together', () => {
    const group = new UploadGroup([
      uploadOf('a', sending(1, 9, 10)),
      uploadOf('b', sending(1, 9, 5)),
      uploadOf('c', sending(1, 9)),
    ]);
    assert.equal(group.stand().bytesPerSecond, 15);
    assert.equal(new UploadGroup([uploadOf('c', sending(1, 9))]).stand().bytesPerSecond, undefined);
  });

  it('are counted as they ended first, also while one is tried again; those that were cancelled are left out', () => {
    const all = ['a', 'b', 'c', 'd'].map((name) => uploadOf(name, sending(0, 100)));
    const group = new UploadGroup(all);
    group.end(all[0]!, { kind: 'failed', error: new Error('x') });
    group.end(all[1]!, { kind: 'cancelled' });
    group.end(all[2]!, finished('c'));
    all[3]!.state = { kind: 'interrupted', remains };
    const { members, finished: done, failed, percent } = group.stand();
    assert.deepEqual(
      members.map(({ upload, state }) => `${upload.id} ${state.kind}`),
      ['a failed', 'c finished'],
    );
    assert.deepEqual([done, failed, percent], [1, 1, 100]);
    assert.deepEqual(group.underWay(), []);
  });

  it('do not stand at the end while COS may still refuse to copy: what is sent then moves the bar on', () => {
    const upload = uploadOf('a', reusing(900, [100, 100], { copying: 900 }));
    const group = new UploadGroup([upload]);
    assert.equal(group.stand().percent, 10);
    upload.state = sending(100, 1000);
    assert.equal(group.stand().percent, 10);
    upload.state = reusing(900, [100, 100], { copying: 400 });
    assert.equal(group.stand().percent, 60);
    upload.state = reusing(900, [40, 100], { copying: 400 });
    assert.equal(group.stand().percent, 40, 'the line is slower than the copies');
    upload.state = reusing(1000, [0, 0], { copying: 250 });
    assert.equal(group.stand().percent, 75);
    upload.state = reusing(900, [100, 100]);
    assert.equal(group.stand().percent, 100);
  });

  it('have nothing to show where nothing is left', () => {
    assert.deepEqual(new UploadGroup([uploadOf('a', { kind: 'cancelled' })]).stand(), {
      members: [],
      finished: 0,
      failed: 0,
      percent: 0,
      bytesPerSecond: undefined,
    });
  });
});
