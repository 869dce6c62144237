import assert from 'node:assert/strict';
import { cancelledError } from '../../src/core/errors';
import { Uploads } from '../../src/ui/uploads/uploads';
import { uploadsOfAccounts } from '../../src/ui/uploads/uploadsOfAccounts';
import { MemoryJournal } from '../fixtures/memoryJournal';

const orderOf = (id: string, accountId: string) => ({
  id,
  target: { accountId, region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' },
  path: `/${id}.jar`,
  packageName: `${id}.jar`,
  versionTemplate: '1',
});

describe('the uploads of an account that is to be signed out of', () => {
  let uploads: Uploads;
  beforeEach(() => {
    uploads = new Uploads({
      upload: (_order, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(cancelledError()))),
      journal: new MemoryJournal(),
      maxConcurrent: () => 2,
    });
  });
  afterEach(() => uploads.dispose());

  it('are those that wait or run; all of them are cancelled, and those of others go on', async () => {
    const [mine, theirs, waiting] = [orderOf('1', 'a'), orderOf('2', 'b'), orderOf('3', 'a')].map((order) =>
      uploads.start(order),
    );
    let isSettled = false;
    const settled = () => {
      assert.deepEqual([mine?.state.kind, waiting?.state.kind], ['cancelled', 'cancelled']);
      isSettled = true;
      return Promise.resolve();
    };
    const found = uploadsOfAccounts({ uploads: { ifUsed: () => Promise.resolve(uploads) }, settled });
    assert.equal(await found.count(['a']), 2);
    assert.equal(await found.count(['a', 'b', 'c']), 3);
    await found.cancel(['a']);
    assert.ok(isSettled, 'what they left in COS was not waited for');
    assert.equal(theirs?.state.kind, 'running');
    assert.equal(await found.count(['a']), 0);
  });

  it('are none where nobody has uploaded', async () => {
    const found = uploadsOfAccounts({ uploads: { ifUsed: () => Promise.resolve(undefined) }, settled: async () => {} });
    assert.equal(await found.count(['a']), 0);
  });
});
