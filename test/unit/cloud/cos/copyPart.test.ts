import assert from 'node:assert/strict';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import type { CopyBase } from '../../../../src/core/delta/deltaPlan';
import type { UploadGrant } from '../../../../src/core/model';
import { seededBytes } from '../../../fixtures/seededBytes';
import { storeObject } from '../../../fixtures/storeObject';
import { grantFor, never, region, startPractice, type Practice } from '../practice';

const bytes = seededBytes(5, 3_000_000);
const options = { signal: never() };

describe('CosClient.copyPart', () => {
  const cos = new CosClient();
  let practice: Practice;
  let grant: UploadGrant;
  let uploadId: string;
  let base: CopyBase;

  beforeEach(async () => {
    practice = await startPractice();
    practice.sandbox.conditions.policy.copying = 'application';
    grant = await grantFor(practice);
    ({ uploadId } = await cos.createUpload({ connection: practice.connection, grant }, options));
    const { bucket, key, etag } = storeObject(practice.sandbox, '1', '订单 a+b%20&c=1?d#e.jar', bytes);
    base = { bucket, region, key, etag, bytes: bytes.length };
  });
  afterEach(() => practice.sandbox.stop());

  const copy = (from: CopyBase = base, number = 1) =>
    cos.copyPart(
      { connection: practice.connection, grant, uploadId, number, base: from, start: 7, end: 2_000_007 },
      options,
    );
  const fault = (status: number, code: string) => {
    practice.sandbox.conditions.faults = [{ kind: 'UploadPartCopy', nth: 1, effect: { type: 'status', status, code } }];
  };

  it('makes a part of a range of an object, whatever that is called, and returns its sums', async () => {
    const sums = await copy();
    const part = practice.sandbox.store.uploads[0]?.parts.get(1);
    assert.deepEqual(Buffer.concat(part?.chunks ?? []), bytes.subarray(7, 2_000_007));
    assert.deepEqual(sums, { etag: part?.etag, crc64: String(part?.crc64) });
  });

  it('tells an object that was replaced from one that is gone', async () => {
    await assert.rejects(copy({ ...base, etag: '"another"' }), { failure: 'copyRefused' });
    fault(404, 'NoSuchKey');
    await assert.rejects(copy(), { failure: 'notFound' });
    practice.sandbox.store.delete(base.bucket, base.key);
    await assert.rejects(copy(), { failure: 'copyRefused' });
  });

  it('takes no success for one that carries an error, or is another document', async () => {
    fault(200, 'InternalError');
    await assert.rejects(copy(), { failure: 'busy' });
    practice.sandbox.conditions.faults = [{ kind: 'UploadPartCopy', nth: 1, effect: { type: 'garbage' } }];
    await assert.rejects(copy(), { failure: 'invalidResponse' });
  });

  it('says that the key may not copy, and sends nothing for what is no part', async () => {
    practice.sandbox.conditions.policy.copying = 'ownKey';
    await assert.rejects(copy(), { failure: 'grantRefused' });
    practice.sandbox.requests.clear();
    for (const number of [0, 1.5, 10_001]) await assert.rejects(copy(base, number), { failure: 'internal' });
    assert.equal(practice.sandbox.requests.all.length, 0);
  });
});
