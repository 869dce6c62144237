import assert from 'node:assert/strict';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { forSelectedNodes, type NodeFilter } from '../../src/ui/vscode/forSelectedNodes';
import type { Upload, UploadState } from '../../src/ui/uploads/upload';
import {
  allUploads,
  cancellableUploads,
  failedUploads,
  finishedUploads,
  storedKey,
  storedNodes,
  removableUploads,
  repeatableUploads,
  resumableUploads,
} from '../../src/ui/uploads/uploadFilters';
import { viewOf } from '../fixtures/viewOf';

const target = { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' };
const order = { id: 'o-1', target, path: '/orders.jar', packageName: 'orders.jar', versionTemplate: 'v' };
const file = { bytes: 10, modifiedNs: '1', inode: '1' };
const checkpoint = { bucket: 'b', key: 'k', uploadId: 'u', begunAt: 1, partBytes: 5, file, completedParts: [] };
const unfinished: UnfinishedUpload = { order, version: 'v', checkpoint };
const remains = { unfinished, percent: 50 };
const uploaded = {
  target,
  packageName: 'orders.jar',
  version: 'v',
  bucket: 'b',
  key: 'k',
  bytes: 10,
  crc64: '1',
  uploadedAt: 1,
};
const states: Readonly<Record<string, UploadState>> = {
  queued: { kind: 'queued' },
  running: { kind: 'running', progress: { stage: 'checking' }, bytesPerSecond: undefined },
  failed: { kind: 'failed', error: new Error('no') },
  stopped: { kind: 'failed', error: new Error('no'), remains },
  interrupted: { kind: 'interrupted', remains },
  cancelled: { kind: 'cancelled' },
  finished: { kind: 'finished', uploaded },
};

const uploadIn = (state: UploadState, id: string): Upload => ({ kind: 'upload', id, order, state });

describe('a command of uploads', () => {
  const filters: readonly (readonly [string, NodeFilter<Upload>, string])[] = [
    ['any', allUploads, Object.keys(states).join(' ')],
    ['one that waits or runs', cancellableUploads, 'queued running'],
    ['one that can only begin again', repeatableUploads, 'failed cancelled'],
    ['one that can go on', resumableUploads, 'stopped interrupted'],
    ['one that failed', failedUploads, 'failed stopped'],
    ['one that has arrived', finishedUploads, 'finished'],
    ['one that leaves nothing behind', removableUploads, 'failed cancelled finished'],
  ];
  const all = Object.entries(states).map(([name, state]) => uploadIn(state, name));

  for (const [name, filter, wanted] of filters) {
    it(`is for all of the selected uploads that it fits: ${name}`, async () => {
      let ran: readonly Upload[] = [];
      await forSelectedNodes(viewOf(all, all), filter, (uploads) => void (ran = uploads))();
      assert.equal(ran.map(({ id }) => id).join(' '), wanted);
    });
  }

  it('of what lies in COS is for one that has arrived', () => {
    const found = all.flatMap((upload) => storedNodes.of(upload) ?? []);
    assert.deepEqual(found.map(storedKey), ['k']);
  });

  it('is for the clicked upload whatever is selected', async () => {
    const [clicked, selected] = [uploadIn({ kind: 'queued' }, 'one'), uploadIn({ kind: 'queued' }, 'two')];
    const ran: (readonly Upload[])[] = [];
    const command = forSelectedNodes(viewOf([clicked, selected], [selected]), cancellableUploads, (uploads) =>
      ran.push(uploads),
    );
    await command(clicked, [selected]);
    await command();
    assert.deepEqual(ran, [[clicked], [selected]]);
  });
});
