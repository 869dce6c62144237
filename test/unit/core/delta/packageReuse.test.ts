import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Catalog } from '../../../../src/browse/catalog';
import { CosClient } from '../../../../src/cloud/cos/cosClient';
import { CosReader } from '../../../../src/cloud/cos/cosReader';
import { listPackages } from '../../../../src/cloud/cos/listPackages';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { systemClock } from '../../../../src/core/clock';
import { packageReuse, type PackageReuseDeps, type Reuse, type ReuseOf } from '../../../../src/core/delta/packageReuse';
import type { UploadedPackage } from '../../../../src/core/model';
import { openStoredPackage } from '../../../../src/core/openStoredPackage';
import { uploadPackage } from '../../../../src/core/uploadPackage';
import { packageFile } from '../../../../src/jar/checkPackageFile';
import { archiveRanges } from '../../../../src/jar/delta/archiveRanges';
import { DirectoryFiles } from '../../../../src/journal/directoryFiles';
import { FileUploader } from '../../../../src/transfer/upload/fileUploader';
import { bootJar } from '../../../fixtures/bootJar';
import { MemoryJournal } from '../../../fixtures/memoryJournal';
import { memorySource } from '../../../fixtures/memorySource';
import { storeObject } from '../../../fixtures/storeObject';
import { applicationId, never, region, startPractice, type Practice } from '../../cloud/practice';
import { TemporaryFiles } from '../../transfer/upload/temporaryFiles';

const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
const MiB = 1024 * 1024;
const build = (main: string, bytes = 12 * MiB) => bootJar({ name: 'orders', version: '1', main, bytes, seed: 3 });
const free = { bandwidth: 0, policy: { multipart: true, listing: true, copying: 'application' } } as const;

describe('what COS has of a package already', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  let records: UploadedPackage[];
  let refused: string[];
  let older: Buffer;
  let newer: Buffer;

  before(async () => {
    [older, newer] = await Promise.all([build('com/acme/Orders'), build('com/acme/OrdersOfToday')]);
  });
  beforeEach(async () => {
    practice = await startPractice({ conditions: free });
    files = await TemporaryFiles.create();
    [records, refused] = [[], []];
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  const tem = new TemClient();
  const connections = { connect: () => Promise.resolve(practice.connection) };
  function deps(): PackageReuseDeps {
    const packageStore = new CosReader();
    const auth = { observe: <T>(_account: string, _signal: AbortSignal, work: Promise<T>) => work };
    const recorded = { of: () => records };
    const catalog = new Catalog({ accounts: connections, auth, tem, store: { listPackages }, records: recorded });
    return {
      archives: archiveRanges,
      kept: new DirectoryFiles(join(files.folder, 'directories')),
      refusals: {
        isRefused: ({ accountId }) => refused.includes(accountId),
        record: ({ accountId }) => Promise.resolve(void refused.push(accountId)),
      },
      records: recorded,
      packages: (place, options) => catalog.packages(place, options, place.packageName),
      openStored: (address, known, { signal }) =>
        openStoredPackage({ connections, tem, packageStore }, address, known, signal),
      isOn: () => true,
      clock: systemClock,
    };
  }
  const reuseOf = (given: Partial<PackageReuseDeps> = {}, packageName = 'orders-1.4.3.jar') =>
    packageReuse({ ...deps(), ...given })({ target, packageName });
  const find = (given?: Partial<PackageReuseDeps>, packageName?: string, file = memorySource(newer)) => {
    const reuse = reuseOf(given, packageName);
    reuse.look(file);
    return reuse.find(file, { signal: never() });
  };
  const asked = () => practice.sandbox.requests.all.map(({ kind }) => kind);
  const recordOf = (packageName: string, { key, bucket, etag, crc64, size }: ReturnType<typeof storeObject>) => ({
    target,
    packageName,
    version: 'v1',
    bucket,
    key,
    bytes: size,
    crc64,
    etag,
    uploadedAt: 1,
  });

  it('is known without a request where this machine has uploaded the newest package of the name', async () => {
    const stored = storeObject(practice.sandbox, 'v1', 'orders-1.4.2.jar', older);
    records = [recordOf('orders-1.4.2.jar', stored), recordOf('orders-1.4.1.jar', stored)];
    const directory = await archiveRanges.readDirectory(memorySource(older));
    await deps().kept.keep({ place: stored, etag: stored.etag, directory });
    const found = await find();
    const { bucket, key, etag } = stored;
    assert.deepEqual(found?.base, { bucket, region, key, etag, bytes: older.length });
    const bytes = found.ranges.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.ok(bytes > newer.length * 0.95, `${bytes} of ${newer.length}`);
    for (const { start, end, baseStart } of found.ranges)
      assert.ok(newer.subarray(start, end).equals(older.subarray(baseStart, baseStart + end - start)));
    assert.deepEqual(asked(), []);
  });

  it('is read by ranges of the package where its directory is not kept, with the ETag that it has now', async () => {
    const stored = storeObject(practice.sandbox, 'v1', 'orders-1.4.2.jar', older);
    const recorded = recordOf('orders-1.4.2.jar', stored);
    for (const etag of ['', '"another"']) {
      records = [{ ...recorded, etag }];
      const from = asked().length;
      assert.equal((await find())?.base.etag, stored.etag);
      assert.deepEqual(asked().slice(from), ['CreateCosToken', 'GetObject']);
    }
  });

  it('is looked for in the list of COS where no package of the name is from here', async () => {
    records = [recordOf('billing-1.4.2.jar', storeObject(practice.sandbox, 'v1', 'billing-1.4.2.jar', older))];
    const stored = storeObject(practice.sandbox, 'v2', 'orders-1.4.2.jar', older);
    assert.equal((await find())?.base.key, stored.key);
    assert.deepEqual(asked(), ['CreateCosToken', 'GetBucket', 'CreateCosToken', 'GetObject']);
    assert.equal(await find({}, 'shipping.jar'), undefined);
    assert.deepEqual(asked().slice(4), ['CreateCosToken', 'GetBucket']);
  });

  it('is not asked for where the answer is known, or worth nothing', async () => {
    const stored = storeObject(practice.sandbox, 'v1', 'orders-1.4.2.jar', older);
    records = [recordOf('orders-1.4.2.jar', stored)];
    assert.equal(await find({ isOn: () => false }), undefined, 'a person does not want it');
    const small = memorySource(await build('com/acme/Orders', MiB));
    assert.equal(await find({}, 'orders-1.4.3.jar', small), undefined, 'a small file');
    assert.deepEqual(small.asked, []);
    reuseOf().recordRefusal();
    assert.equal(await find(), undefined, 'COS has refused');
    assert.deepEqual(asked(), []);
  });

  it('is nothing where a package, a store or a disk is not as it was, and that is no failure', async () => {
    const stored = storeObject(practice.sandbox, 'v1', 'orders-1.4.2.jar', Buffer.alloc(6 * MiB, 'x'));
    records = [recordOf('orders-1.4.2.jar', stored)];
    assert.equal(await find(), undefined, 'no ZIP');
    practice.sandbox.store.delete(stored.bucket, stored.key);
    assert.equal(await find(), undefined, 'gone');
    const broken = () => Promise.reject(new Error('the disk is broken'));
    assert.equal(await find({ kept: { find: broken, keep: broken } }), undefined);
    assert.equal(await find({ packages: broken, records: { of: () => [] } }), undefined);
    assert.equal(await find({ refusals: { isRefused: () => assert.fail(), record: broken } }), undefined);
    assert.equal(await find({}, undefined, memorySource(Buffer.alloc(6 * MiB))), undefined);
    const reuse = reuseOf({
      kept: { find: broken, keep: broken },
      refusals: { isRefused: () => false, record: broken },
    });
    reuse.look(memorySource(newer));
    reuse.recordRefusal();
    await reuse.keep(recordOf('orders-1.4.2.jar', stored));
  });

  it('can be found of a package that was resumed, for which nothing was searched', async () => {
    const stored = storeObject(practice.sandbox, 'v1', 'orders-1.4.2.jar', older);
    const reuse = reuseOf({ isOn: () => false });
    reuse.look(memorySource(older));
    await reuse.keep(recordOf('orders-1.4.2.jar', stored));
    assert.equal((await deps().kept.find(stored, stored.etag))?.packageBytes, older.length);
  });

  it('is waited for no longer than moments, and not at all once the upload is cancelled', async () => {
    records = [recordOf('orders-1.4.2.jar', storeObject(practice.sandbox, 'v1', 'orders-1.4.2.jar', older))];
    const { conditions, requests } = practice.sandbox;
    const hang = {
      kind: 'GetObject',
      nth: 1,
      times: Infinity,
      effect: { type: 'hang', when: 'beforeAnswer' },
    } as const;
    conditions.faults = [hang];
    const waits: number[] = [];
    const sleep = (ms: number) => requests.arrival('GetObject').then(() => void waits.push(ms));
    assert.equal(await find({ clock: { sleep } }), undefined);
    assert.deepEqual(waits, [3000]);
    const stop = new AbortController();
    const reuse = reuseOf({ kept: { find: () => new Promise(() => stop.abort()), keep: () => Promise.resolve() } });
    reuse.look(memorySource(newer));
    assert.equal(await reuse.find(memorySource(newer), { signal: stop.signal }), undefined);
  });

  describe('is what an upload copies', () => {
    const upload = async (
      bytes: Buffer,
      version: string,
      {
        journal = new MemoryJournal(),
        isOn = true,
      }: { readonly journal?: MemoryJournal; readonly isOn?: boolean } = {},
    ) => {
      const path = await files.write(bytes, `${version}.jar`);
      const order = { id: version, target, path, packageName: `orders-${version}.jar`, versionTemplate: version };
      let keeping: Promise<void> | undefined;
      const needs = {
        connections,
        tem,
        packageFile,
        uploader: new FileUploader(new CosClient()),
        journal,
        records: { of: () => records, add: (one: UploadedPackage) => Promise.resolve(void records.unshift(one)) },
        reuseOf: (sought: Parameters<ReuseOf>[0]): Reuse => {
          const reuse = packageReuse({ ...deps(), isOn: () => isOn })(sought);
          return {
            look: (file) => reuse.look(file),
            find: (...given) => reuse.find(...given),
            mayCopy: () => reuse.mayCopy(),
            recordRefusal: () => reuse.recordRefusal(),
            keep: (one) => (keeping = reuse.keep(one)),
          };
        },
        clock: Date,
      };
      const from = asked().length;
      const uploaded = await uploadPackage(needs, order, { signal: never(), report: () => undefined });
      await keeping;
      await needs.uploader.settled();
      assert.ok(practice.sandbox.store.get(uploaded.bucket, uploaded.key)?.bytes.equals(bytes));
      return { uploaded, asked: asked().slice(from) };
    };
    const receivedSince = (from: number) =>
      practice.sandbox.requests.all.slice(from).reduce((sum, { received }) => sum + received, 0);

    it('from the one before, without a request more', async () => {
      const first = await upload(older, '1.4.2');
      assert.ok(first.uploaded.etag);
      assert.equal(first.uploaded.copiedBytes, undefined);
      const from = asked().length;
      const second = await upload(newer, '1.4.3');
      assert.equal(records[0], second.uploaded);
      const { copiedBytes = 0 } = second.uploaded;
      assert.ok(copiedBytes > newer.length * 0.8, `${copiedBytes} of ${newer.length}`);
      assert.ok(receivedSince(from) < newer.length * 0.2 + 10_000);
      assert.equal(second.asked.filter((kind) => kind === 'CreateCosToken').length, 1);
      assert.ok(!second.asked.includes('GetObject') && !second.asked.includes('GetBucket'), second.asked.join(' '));
      const again = await upload(newer, '1.4.4');
      assert.equal(again.uploaded.copiedBytes, newer.length);
    });

    it('unless COS refuses, which is remembered', async () => {
      practice.sandbox.conditions.policy = { multipart: true, listing: true, copying: 'none' };
      await upload(older, '1.4.2');
      const second = await upload(newer, '1.4.3');
      assert.equal(second.asked.filter((kind) => kind === 'UploadPartCopy').length, 1);
      const third = await upload(newer, '1.4.4');
      assert.ok(!third.asked.includes('UploadPartCopy'));
      for (const { uploaded } of [second, third]) assert.equal(uploaded.copiedBytes, undefined);
    });

    it('unless a person wants that no more when it goes on where it stopped', async () => {
      await upload(older, '1.4.2');
      const { conditions } = practice.sandbox;
      conditions.copyMs = 2000;
      const effect = { type: 'status', status: 402, code: 'PaymentRequired' } as const;
      conditions.faults = [{ kind: 'UploadPart', nth: 1, effect }];
      const journal = new MemoryJournal();
      await assert.rejects(upload(newer, '1.4.3', { journal }), { failure: 'arrears' });
      assert.ok((await journal.find('1.4.3'))?.checkpoint.delta?.parts.some(({ copyFrom }) => copyFrom !== undefined));
      const { uploaded, asked: kinds } = await upload(newer, '1.4.3', { journal, isOn: false });
      assert.ok(!kinds.includes('UploadPartCopy'), kinds.join(' '));
      assert.equal(uploaded.copiedBytes, undefined);
    });
  });
});
