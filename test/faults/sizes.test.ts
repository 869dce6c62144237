import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { CosClient } from '../../src/cloud/cos/cosClient';
import { FileUploader } from '../../src/transfer/upload/fileUploader';
import { seededBytes } from '../fixtures/seededBytes';
import { grantFor, startPractice, type Practice } from '../unit/cloud/practice';
import { RecordedRun } from '../unit/transfer/upload/recordedRun';
import { requestOf } from '../unit/transfer/upload/requestOf';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';

const MiB = 1024 ** 2;

/** The real client, but each part takes a while of its own before and after it is sent. */
class Unordered extends CosClient {
  constructor(private readonly chances: Buffer) {
    super();
  }

  override async uploadPart(...call: Parameters<CosClient['uploadPart']>) {
    const [{ number }] = call;
    await wait(this.chances.readUInt8(number % this.chances.length) / 10);
    const sums = await super.uploadPart(...call);
    await wait(this.chances.readUInt8((number * 7) % this.chances.length) / 10);
    return sums;
  }
}

describe('uploads of any size, under any name, with parts in any order', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  const most = seededBytes(51, 16 * MiB);

  before(async () => {
    practice = await startPractice({ conditions: { requestsPerSecond: 0 } });
    files = await TemporaryFiles.create();
  });
  after(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  async function send(bytes: Buffer, name: string, seed: number): Promise<void> {
    const grant = await grantFor(practice, name);
    const path = await files.write(bytes, name);
    const uploader = new FileUploader(new Unordered(seededBytes(seed, 256)));
    const shipped = await uploader.upload(requestOf(practice, grant, path), new RecordedRun());
    const { store } = practice.sandbox;
    assert.ok(store.get(grant.bucket, grant.key)?.bytes.equals(bytes), `${bytes.length} bytes as ${name}`);
    assert.equal(shipped.crc64, store.get(grant.bucket, grant.key)?.crc64);
    assert.deepEqual(store.uploads, []);
    store.delete(grant.bucket, grant.key);
  }

  it('around every boundary, and between them', async () => {
    const edges = [1, 5, 10, 15].flatMap((n) => [n * MiB - 1, n * MiB, n * MiB + 1]);
    const chances = seededBytes(52, 64);
    const others = Array.from({ length: 8 }, (_, n) => 1 + (chances.readUInt32LE(n * 4) % most.length));
    for (const [n, size] of [1, ...edges, ...others].entries()) await send(most.subarray(0, size), 'a.jar', 60 + n);
  });

  it('refuses an empty file', async () => {
    await assert.rejects(send(Buffer.alloc(0), 'a.jar', 1), { failure: 'emptyPackage' });
  });

  for (const name of [
    'my orders 1.4.jar',
    'a+b.jar',
    '100%.jar',
    '%2F%20.jar',
    '订单服务.jar',
    '🚀.jar',
    'é&=?#;.jar',
  ]) {
    it(`as ${name}, whole and in parts`, async () => {
      await send(most.subarray(0, 1000), name, 80);
      await send(most.subarray(0, 5 * MiB), name, 81);
    });
  }

  it('under a name of 255 bytes', () => send(most.subarray(0, 5 * MiB), `${'订'.repeat(83)}ab.jar`, 90));
});
