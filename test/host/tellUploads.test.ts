import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, type Failure } from '../../src/core/errors';
import { groupText } from '../../src/ui/uploads/groupText';
import { followUploads, type FollowUploadsDeps } from '../../src/ui/uploads/followUploads';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { remainsOf, type Upload, type UploadEnd } from '../../src/ui/uploads/upload';
import { tooltipLines } from '../../src/ui/vscode/treeRow';
import { UploadGroup } from '../../src/ui/uploads/uploadGroup';
import { uploadItem } from '../../src/ui/uploads/uploadItem';
import { partlyText, uploadedOneText, uploadedText } from '../../src/ui/uploads/summaryWords';
import { outcomeOf } from '../../src/ui/vscode/errorReporter';
import { finished, reusing, sending, uploadOf, type UploadInTest } from '../fixtures/uploadOf';

const failed = (failure: Failure): UploadEnd => ({ kind: 'failed', error: new AppError(failure, 'x') });
const uploaded = (...applications: readonly string[]) =>
  applications.map((application, n) => finished(String(n), application).uploaded);

/** Fills in the Chinese of a text. */
function said(english: string, ...values: readonly string[]): string {
  const chinese = JSON.parse(readFileSync(join(__dirname, '../../../l10n/bundle.l10n.zh-cn.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  return (chinese[english] ?? '').replaceAll(/\{(\d)\}/g, (_, n: string) => values[Number(n)] ?? '');
}

describe('what is said of uploads that were started together', () => {
  const textOf = (...uploads: readonly Upload[]) => groupText(new UploadGroup(uploads).stand()).message();

  it('is their count and their share, or for one how it stands', () => {
    const [a, b] = [uploadOf('a', sending(30, 100, 2_000_000)), uploadOf('b', sending(50, 100, 1_100_000))];
    assert.equal(textOf(a), 'Uploading a.jar to orders: sending 30% · 30 B of 100 B · 2.0 MB/s · 1 s left');
    assert.equal(textOf(a, b), 'Uploading 2 packages to orders: 0 of 2 done · 40% · 3.1 MB/s');
    const other = uploadOf('c', finished('c', 'web'), 'web');
    const bad = uploadOf('d', failed('offline'));
    assert.equal(
      textOf(a, b, other, bad),
      'Uploading 4 packages to 2 applications: 1 of 4 done · 1 failed · 70% · 3.1 MB/s',
    );
    assert.equal(textOf(a, b, uploadOf('e', { kind: 'cancelled' })), textOf(a, b));
  });

  it('is of one that is in TEM what its end is said to be, while its deployment begins', () => {
    assert.equal(textOf(uploadOf('a', finished('a'))), 'Uploaded a.jar to orders as 1');
    const reused = uploadOf('a', finished('a', 'orders', 55_400_000, 54_300_000));
    assert.equal(textOf(reused), 'Uploaded a.jar · 1.1 of 55.4 MB sent, the rest was in TEM already');
  });

  it('is one and several in the summary, in both languages', () => {
    const orders = ['orders', 'orders', 'orders'];
    assert.equal(uploadedText(uploaded(...orders)), '3 packages uploaded to orders');
    assert.equal(uploadedText(uploaded('orders', 'web')), '2 packages uploaded to 2 applications');
    assert.equal(partlyText(uploaded(...orders), 1), '3 packages uploaded to orders, 1 failed');
    assert.equal(partlyText(uploaded('orders'), 2), '1 package uploaded to orders, 2 failed');
    assert.equal(
      said('{0} packages uploaded to {1}, {2} failed', '3', 'orders', '1'),
      '已将 3 个程序包上传到 orders，1 个失败',
    );
    assert.equal(
      said('1 package uploaded to {0}, {1} failed', 'orders', '2'),
      '已将 1 个程序包上传到 orders，2 个失败',
    );
    assert.equal(said('{0} of {1} done', '1', '4'), '已完成 1/4');
  });

  it('has the remedy of a failure on its row, and where it can be resumed that as well', () => {
    const valueOf = (end: UploadEnd) => uploadItem(uploadOf('a', end)).contextValue;
    assert.equal(valueOf(failed('expiredKey')), 'upload failed signIn');
    assert.equal(valueOf(failed('proxy')), 'upload failed proxySettings');
    assert.equal(valueOf(failed('diskFull')), 'upload failed');
  });
});

describe('what is said of an upload of which COS had a part', () => {
  const textOf = (...uploads: readonly Upload[]) => groupText(new UploadGroup(uploads).stand()).message();
  const [bytes, copied] = [55_400_000, 54_300_000];
  const done = finished('a', 'orders', bytes, copied);

  it('is how little was sent, in the message, the row, its tooltip and what is spoken', () => {
    const rest = '1.1 of 55.4 MB sent, the rest was in TEM already';
    assert.equal(uploadedOneText(done.uploaded), `Uploaded a.jar · ${rest}`);
    const item = uploadItem(uploadOf('a', done));
    assert.equal(item.description, '1 · 1.1 of 55.4 MB sent · orders');
    assert.equal(tooltipLines(item)[0], `a.jar: uploaded · ${rest}`);
    assert.equal(
      item.accessibilityInformation?.label,
      'a.jar was uploaded to orders as version 1, 55.4 MB. 1.1 MB sent, the rest was in TEM already.',
    );
  });

  it('is the sum of several', () => {
    const others = finished('b', 'orders', 10_000_000).uploaded;
    assert.equal(
      uploadedText([done.uploaded, others]),
      '2 packages uploaded to orders · 11.1 of 65.4 MB sent, the rest was in TEM already',
    );
  });

  it('is that nothing had to be sent', () => {
    const same = finished('a', 'orders', bytes, bytes);
    assert.equal(uploadedOneText(same.uploaded), 'Uploaded a.jar · all 55.4 MB was in TEM already');
    const item = uploadItem(uploadOf('a', same));
    assert.equal(item.description, '1 · 0 of 55.4 MB sent · orders');
    assert.match(item.accessibilityInformation?.label ?? '', /, 55\.4 MB\. All of it was in TEM already\.$/);
  });

  it('is nothing more where every byte was sent', () => {
    assert.equal(uploadedOneText(finished('a').uploaded), 'Uploaded a.jar to orders as 1');
    assert.equal(uploadItem(uploadOf('a', finished('a'))).description, '1 · 100 B · orders');
    const nearly = finished('a', 'orders', 1_200_000_000, 1_100_000);
    assert.equal(uploadedOneText(nearly.uploaded), 'Uploaded a.jar to orders as 1', 'as far as its size tells');
    assert.equal(uploadItem(uploadOf('a', nearly)).description, '1 · 1.2 GB · orders');
    assert.equal(spokenOf(uploadOf('a', nearly)), 'a.jar was uploaded to orders as version 1, 1.2 GB.');
  });

  it('counts what is sent while it runs, then says what COS still copies', () => {
    const upload = uploadOf('a', reusing(copied, [440_000, 1_100_000], { copying: copied, bytesPerSecond: 330_000 }));
    assert.equal(textOf(upload), 'Uploading a.jar to orders: sending 40% · 440 kB of 1.1 MB · 330 kB/s · 2 s left');
    const item = uploadItem(upload);
    assert.equal(item.description, '40% · 440 kB of 1.1 MB · 330 kB/s · orders');
    assert.ok(tooltipLines(item).includes('In TEM already: 54.3 MB'));
    const copying = 'copying the 54.3 MB that TEM already has';
    for (const total of [0, 1_100_000]) {
      upload.state = reusing(copied, [total, total], { copying: 1, bytesPerSecond: 330_000 });
      assert.equal(textOf(upload), `Uploading a.jar to orders: ${copying}`);
      assert.equal(uploadItem(upload).description, `${copying} · orders`);
      assert.equal(spokenOf(upload), `a.jar is being uploaded to orders: ${copying}.`);
    }
    upload.state = reusing(copied, [1_100_000, 1_100_000]);
    assert.equal(textOf(upload), 'Uploading a.jar to orders: 1.1 MB sent, waiting for COS to confirm');
    upload.state = reusing(bytes, [0, 0]);
    assert.equal(textOf(upload), 'Uploading a.jar to orders: waiting for COS to confirm');
    upload.state = sending(1_100_000, bytes, 330_000);
    assert.equal(textOf(upload), 'Uploading a.jar to orders: sending 1% · 1.1 MB of 55.4 MB · 330 kB/s · 3 min left');
  });

  it('is natural in Chinese', () => {
    const rest = said('{0} of {1} sent, the rest was in TEM already', '1.1', '55.4 MB');
    assert.equal(
      said('Uploaded {0} · {1}', 'a.jar', rest),
      '已上传 a.jar · 实际上传 1.1 / 55.4 MB，其余部分 TEM 中已有',
    );
    assert.equal(said('{0} of {1} sent', '1.1', '55.4 MB'), '实际上传 1.1 / 55.4 MB');
    assert.equal(said('all {0} was in TEM already', '55.4 MB'), '55.4 MB 全部为 TEM 中已有，无需上传');
    assert.equal(said('copying the {0} that TEM already has', '54.3 MB'), '正在复制 TEM 中已有的 54.3 MB');
  });

  it('stops at the share of what is to be sent, as it ran', () => {
    const part = { number: 1, etag: '"e"', crc64: '1', bytes: 10 };
    const completedParts = [
      { ...part, start: 0, end: 900, isCopied: true as const },
      { ...part, start: 900, end: 940 },
    ];
    const unfinished = { checkpoint: { completedParts, file: { bytes: 1000 } } } as unknown as UnfinishedUpload;
    const interrupted = uploadOf('a', { kind: 'interrupted', remains: remainsOf(unfinished) });
    assert.equal(uploadItem(interrupted).description, 'stopped at 40% · orders');
  });

  const spokenOf = (upload: Upload) => uploadItem(upload).accessibilityInformation?.label;
});

describe('uploads that were started together', () => {
  let told: string[];
  let logged: string[];
  let retried: string[];
  let cancelled: string[];
  let offered: number;
  let again: boolean;
  beforeEach(() => {
    [told, logged, retried, cancelled, offered, again] = [[], [], [], [], 0, false];
  });

  const deps: FollowUploadsDeps = {
    uploads: {
      retry: (upload) => {
        retried.push(upload.id);
        (upload as UploadInTest).state = finished(upload.id);
        return upload;
      },
      ended: ({ state }) => Promise.resolve(state as UploadEnd),
      cancel: ({ id }) => void cancelled.push(id),
    },
    withErrorReporting: async (what, job, buttons) => {
      let outcome = await outcomeOf(job);
      if (outcome.kind === 'failed') (buttons === 'logOnly' ? logged : told).push(what);
      if (outcome.kind === 'failed' && again) outcome = await outcomeOf(job);
      return outcome;
    },
    realPath: (path) => Promise.resolve(path),
    lastTargets: { remember: () => Promise.resolve() },
    refresh: () => undefined,
    offerNextStep: () => Promise.resolve(void (offered += 1)),
    showInTem: () => Promise.resolve(),
  };

  it('say one reason once for all of them, and are tried again together', async () => {
    again = true;
    const all = ['a', 'b', 'c'].map((name) => uploadOf(name, failed('offline')));
    await followUploads(deps, all);
    assert.deepEqual(told, ['Could not upload 3 packages']);
    assert.deepEqual([retried, logged], [['a', 'b', 'c'], []]);
  });

  it('say of one that failed, and of one that is done, what is said of an upload alone', async () => {
    await followUploads(deps, [uploadOf('a', { kind: 'cancelled' }), uploadOf('b', failed('offline'))]);
    assert.deepEqual(told, ['Could not upload b.jar']);
    await followUploads(deps, [uploadOf('a', { kind: 'cancelled' }), uploadOf('b', finished('b'))]);
    assert.equal(offered, 1);
  });

  it('are told of also where their targets cannot be remembered', async () => {
    const upload = uploadOf('a', { kind: 'queued' });
    const end = new Promise<UploadEnd>((resolve) => setImmediate(() => resolve(finished('a'))));
    let refreshed = 0;
    await followUploads(
      {
        ...deps,
        uploads: { ...deps.uploads, ended: () => end },
        lastTargets: { remember: () => Promise.reject(new Error('the disk is full')) },
        refresh: () => void (refreshed += 1),
      },
      [upload],
    );
    assert.deepEqual([offered, refreshed, told], [1, 1, []]);
  });

  it('say nothing where all were cancelled', async () => {
    await followUploads(deps, [uploadOf('a', { kind: 'cancelled' }), uploadOf('b', { kind: 'cancelled' })]);
    assert.deepEqual([told, logged, offered], [[], [], 0]);
  });
});
