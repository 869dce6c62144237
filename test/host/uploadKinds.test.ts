import assert from 'node:assert/strict';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { onRow, type RowKind } from '../../src/ui/vscode/onRow';
import type { Upload, UploadState } from '../../src/ui/uploads/upload';
import {
  anyUpload,
  cancellableUpload,
  failedUpload,
  finishedUpload,
  storedRow,
  removableUpload,
  repeatableUpload,
  resumableUpload,
} from '../../src/ui/uploads/uploadKinds';
import { rowsOf } from '../fixtures/rowsOf';

const target = { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' };
const order = { id: 'o-1', target, path: '/orders.jar', packageName: 'orders.jar', versionTemplate: 'v' };
const file = { bytes: 10, modifiedNs: '1', inode: '1' };
const checkpoint = { bucket: 'b', key: 'k', uploadId: 'u', begunAt: 1, partBytes: 5, file, completedParts: [] };
const unfinished: UnfinishedUpload = { order, version: 'v', checkpoint };
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
  queued: { kind: 'queued' },
  running: { kind: 'running', progress: { stage: 'checking' }, bytesPerSecond: undefined },
  failed: { kind: 'failed', error: new Error('no') },
  stopped: { kind: 'failed', error: new Error('no'), remains },
  interrupted: { kind: 'interrupted', remains },
  cancelled: { kind: 'cancelled' },
  finished: { kind: 'finished', uploaded },
};

const uploadIn = (state: UploadState): Upload => ({ kind: 'upload', id: 'o-1', order, state });

describe('a command of uploads', () => {
  const kinds: readonly (readonly [string, RowKind<Upload, unknown>, string])[] = [
    ['any', anyUpload, Object.keys(states).join(' ')],
    ['one that waits or runs', cancellableUpload, 'queued running'],
    ['one that can only begin again', repeatableUpload, 'failed cancelled'],
    ['one that can go on', resumableUpload, 'stopped interrupted'],
    ['one that failed', failedUpload, 'failed stopped'],
    ['one that has arrived', finishedUpload, 'finished'],
    ['one that leaves nothing behind', removableUpload, 'failed cancelled finished'],
    ['one whose package lies in the store', storedRow, 'finished'],
  ];
  const runs = (kind: RowKind<Upload, unknown>, selected: readonly Upload[]): boolean => {
    let isRun = false;
    onRow(rowsOf(selected, selected), kind, () => (isRun = true))();
    return isRun;
  };

  for (const [name, kind, wanted] of kinds) {
    it(`is for the selected upload, from the palette: ${name}`, () => {
      const ran = Object.entries(states).filter(([, state]) => runs(kind, [uploadIn(state)]));
      assert.equal(ran.map(([key]) => key).join(' '), wanted);
      assert.equal(runs(kind, []), false);
    });
  }

  it('is for the clicked upload whatever is selected', () => {
    const [clicked, selected] = [uploadIn({ kind: 'queued' }), uploadIn({ kind: 'queued' })];
    const ran: Upload[] = [];
    const rows = rowsOf([clicked, selected], [selected]);
    const command = onRow(rows, cancellableUpload, (upload) => ran.push(upload));
    command(clicked);
    command();
    assert.ok(ran[0] === clicked && ran[1] === selected);
  });
});
