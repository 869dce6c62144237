import assert from 'node:assert/strict';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { onUpload } from '../../src/ui/uploads/onUpload';
import type { Upload, UploadState } from '../../src/ui/uploads/upload';
import {
  isCancellable,
  isFailed,
  isFinished,
  isRemovable,
  isRepeatable,
  isResumable,
} from '../../src/ui/uploads/uploadKinds';

const target = { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' };
const order = { id: 'o-1', target, path: '/orders.jar', packageName: 'orders.jar', versionTemplate: 'v' };
const file = { bytes: 10, modifiedNs: '1', inode: '1' };
const point = { bucket: 'b', key: 'k', uploadId: 'u', begunAt: 1, partBytes: 5, file, arrived: [] };
const unfinished: UnfinishedUpload = { order, version: 'v', point };
const remains = { unfinished, sent: 5, total: 10 };
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
  queued: { is: 'queued' },
  running: { is: 'running', progress: { stage: 'checking' }, bytesPerSecond: undefined },
  failed: { is: 'failed', error: new Error('no') },
  stopped: { is: 'failed', error: new Error('no'), remains },
  interrupted: { is: 'interrupted', remains },
  cancelled: { is: 'cancelled' },
  finished: { is: 'finished', uploaded },
};

const uploadIn = (state: UploadState): Upload => ({ kind: 'upload', id: 'o-1', order, state });

describe('a command of uploads', () => {
  const kinds = { isCancellable, isRepeatable, isResumable, isFailed, isFinished, isRemovable };
  const wanted: Readonly<Record<keyof typeof kinds, string>> = {
    isCancellable: 'queued running',
    isRepeatable: 'failed cancelled',
    isResumable: 'stopped interrupted',
    isFailed: 'failed stopped',
    isFinished: 'finished',
    isRemovable: 'failed cancelled finished',
  };

  for (const [name, fits] of Object.entries(kinds)) {
    it(`is for the selected upload, from the palette, where that ${name}`, () => {
      const ran = Object.keys(states).filter((key) => {
        let isRun = false;
        onUpload(
          () => uploadIn(states[key]!),
          fits,
          () => (isRun = true),
        )();
        return isRun;
      });
      assert.equal(ran.join(' '), wanted[name as keyof typeof kinds]);
    });
  }

  it('is for the clicked upload whatever is selected', () => {
    const [clicked, selected] = [uploadIn({ is: 'queued' }), uploadIn({ is: 'queued' })];
    const ran: Upload[] = [];
    const command = onUpload(
      () => selected,
      isCancellable,
      (upload) => ran.push(upload),
    );
    command(clicked);
    command();
    assert.ok(ran[0] === clicked && ran[1] === selected);
  });
});
