import assert from 'node:assert/strict';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { ConnectionLimiter } from '../../../../src/transfer/upload/connectionLimiter';
import { seededBytes } from '../../../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../../cloud/practice';
import { RecordedRun } from './recordedRun';
import { requestOf } from './requestOf';
import { TemporaryFiles } from './temporaryFiles';

describe('FileTransfer, on a line that is known', () => {
  let practice: Practice;
  let files: TemporaryFiles;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    practice = await startPractice();
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  /** How many parts the first upload of a process makes that was told `known`, and what it found out itself. */
  async function firstUpload(known: number | undefined): Promise<{ readonly parts: number; readonly noted: number[] }> {
    const noted: number[] = [];
    const history = {
      get: () => known,
      record: (_key: string, rate: number) => Promise.resolve(void noted.push(rate)),
    };
    const limiter = new ConnectionLimiter(undefined, { initial: 16, max: 16 });
    const uploader = new FileUploader(new CosClient(), { history, limiter });
    practice.sandbox.requests.clear();
    const path = await files.write(seededBytes(51, 32_000_000));
    await uploader.upload(requestOf(practice, await grantFor(practice), path), new RecordedRun());
    return { parts: practice.sandbox.requests.of('UploadPart').length, noted };
  }

  it('fills the connections once where nothing is known, and makes smaller parts where it was slow', async () => {
    assert.equal((await firstUpload(undefined)).parts, 16);
    assert.ok((await firstUpload(1)).parts > 16);
  });

  it('tells how fast it was, for the next process', async () => {
    practice.sandbox.conditions.latency = 60;
    const { noted } = await firstUpload(undefined);
    assert.ok(noted.length === 1 && noted.every((rate) => rate > 0), String(noted));
  });

  it('opens the connections while the grant is asked for: all on a fast line, few on a slow one, none where it was just used', async () => {
    const path = await files.write(seededBytes(51, 32_000_000));
    const counts: number[] = [];
    const wasGranted: boolean[] = [];
    let isGranted = false;
    class Watched extends CosClient {
      override connect(...order: Parameters<CosClient['connect']>): Promise<void> {
        counts.push(order[0].count);
        wasGranted.push(isGranted);
        return super.connect(...order);
      }
    }
    const send = async (uploader: FileUploader): Promise<void> => {
      isGranted = false;
      const granted = await grantFor(practice);
      const grant = () => Promise.resolve(granted).finally(() => (isGranted = true));
      await uploader.upload(
        { ...requestOf(practice, granted, path), grant, likelyLocation: granted },
        new RecordedRun(),
      );
    };
    for (const known of [64e6, 1e6, undefined]) {
      const history = { get: () => known, record: () => Promise.resolve() };
      const uploader = new FileUploader(new Watched(), { history });
      await send(uploader);
      await send(uploader);
    }
    assert.deepEqual(counts, [16, 4]);
    assert.deepEqual(wasGranted, [false, false]);
  });

  it('opens no more for several uploads that begin together than all of them will use', async () => {
    const counts: number[] = [];
    class Watched extends CosClient {
      override connect(...order: Parameters<CosClient['connect']>): Promise<void> {
        counts.push(order[0].count);
        return super.connect(...order);
      }
    }
    const history = { get: () => 64e6, record: () => Promise.resolve() };
    const uploader = new FileUploader(new Watched(), { history });
    const path = await files.write(seededBytes(51, 32_000_000));
    const grants = await Promise.all([1, 2, 3, 4].map((n) => grantFor(practice, `orders-${n}.jar`)));
    let asking = 0;
    let go: () => void = () => undefined;
    const allAsk = new Promise<void>((resolve) => (go = resolve));
    await Promise.all(
      grants.map((granted) => {
        const grant = async () => {
          if (++asking === grants.length) go();
          await allAsk;
          return granted;
        };
        return uploader.upload(
          { ...requestOf(practice, granted, path), grant, likelyLocation: granted },
          new RecordedRun(),
        );
      }),
    );
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      16,
    );
  });
});
