import assert from 'node:assert/strict';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { TemClient } from '../../../src/cloud/tem/temClient';
import type { Connection, UploadedPackage } from '../../../src/core/model';
import type { Progress } from '../../../src/core/ports/progressContext';
import { uploadPackage, type UploadDeps } from '../../../src/core/uploadPackage';
import type { ByteSource } from '../../../src/core/ports/packageReader';
import { checkPackageFile, packageFile } from '../../../src/jar/checkPackageFile';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { bootJar } from '../../fixtures/bootJar';
import { MemoryJournal } from '../../fixtures/memoryJournal';
import { noReuse } from '../../fixtures/noReuse';

describe('uploadPackage, over the real SDKs and real HTTP', () => {
  let sandbox: Sandbox;
  let folder: string;
  let jar: Buffer;
  let recorded: UploadedPackage[];

  before(async () => {
    jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 2 * 1024 * 1024, seed: 1 });
  });
  beforeEach(async () => {
    recorded = [];
    sandbox = await Sandbox.start();
    folder = await mkdtemp(join(tmpdir(), 'tem-upload-'));
    await writeFile(join(folder, 'orders-1.4.2.jar'), jar);
  });
  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  function needs(): UploadDeps {
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    return {
      connections: { connect: () => Promise.resolve(connection) },
      tem: new TemClient(),
      packageFile: { check: checkPackageFile },
      uploader: new FileUploader(new CosClient()),
      journal: new MemoryJournal(),
      reuseOf: noReuse,
      records: { of: () => [], add: (one) => Promise.resolve(void recorded.push(one)) },
      clock: { now: () => new Date(2026, 10, 23, 12, 5, 0).getTime() },
    };
  }

  const applicationId = 'service-gn54vdy6';
  const order = (packageName = 'orders-1.4.2.jar') => ({
    id: packageName,
    target: { accountId: 'a', region: 'ap-guangzhou', applicationId, applicationName: 'orders' },
    path: join(folder, packageName),
    packageName,
    versionTemplate: '${timestamp}',
  });
  const key = `tem/pkg/1300555551/${applicationId}/20261123120500/orders-1.4.2.jar`;

  it('stops at a damaged library, and stores the package as it is where a person accepts that', async () => {
    const damaged = Buffer.from(jar);
    damaged[1_000_000] = (damaged[1_000_000] ?? 0) ^ 1;
    await writeFile(join(folder, 'orders-1.4.2.jar'), damaged);
    const run = { signal: new AbortController().signal, report: () => undefined };
    const looking = { ...needs(), packageFile };
    const refused = { failure: 'damagedEntries', detail: /^BOOT-INF\/lib\/[^,]+\.jar$/ };
    await assert.rejects(uploadPackage(looking, order(), run), refused);
    assert.deepEqual([sandbox.store.objects().some((one) => one.key === key), recorded], [false, []]);
    await uploadPackage(looking, { ...order(), acceptsDamage: true }, run);
    assert.ok(
      sandbox.store
        .objects()
        .find((one) => one.key === key)
        ?.bytes.equals(damaged),
    );
  });

  it('asks again for leave to upload when the connection is lost, but not for long', async () => {
    const fault = { kind: 'CreateCosToken', nth: 1, effect: { type: 'reset', when: 'afterBody' } } as const;
    sandbox.conditions.faults = [fault];
    const run = { signal: new AbortController().signal, report: () => undefined };
    await uploadPackage(needs(), order(), run);
    assert.equal(sandbox.requests.of('CreateCosToken').length, 2);
    sandbox.conditions.faults = [{ ...fault, times: Infinity }];
    await assert.rejects(uploadPackage(needs(), order(), run), { failure: 'offline' });
    assert.equal(sandbox.requests.of('CreateCosToken').length, 5);
  });

  it('asks again at once when half of the answer is lost, and does not wait for the rest', async function () {
    this.timeout(10_000);
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, effect: { type: 'truncateAnswer' } }];
    await uploadPackage(needs(), order(), { signal: new AbortController().signal, report: () => undefined });
    assert.equal(sandbox.requests.of('CreateCosToken').length, 2);
    assert.equal(recorded.length, 1);
  });

  it('ends at once when it is stopped while the file cannot even be looked at', async () => {
    const stop = new AbortController();
    const hanging = { check: () => new Promise<never>(() => setImmediate(() => stop.abort())) };
    const run = { signal: stop.signal, report: () => undefined };
    await assert.rejects(uploadPackage({ ...needs(), packageFile: hanging }, order(), run), { failure: 'cancelled' });
  });

  it('sends the very file that was checked, and stores nothing of one that took its place', async () => {
    const check = async (file: string | ByteSource) => {
      const told = await checkPackageFile(file);
      await writeFile(join(folder, 'half.jar'), jar.subarray(0, jar.length / 2));
      await rename(join(folder, 'half.jar'), join(folder, 'orders-1.4.2.jar'));
      return told;
    };
    const before = sandbox.store.keys().length;
    const uploading = uploadPackage({ ...needs(), packageFile: { check } }, order(), quietRun());
    await assert.rejects(uploading, { failure: 'changedOnDisk' });
    assert.equal(sandbox.store.keys().length, before);
    assert.deepEqual(recorded, []);
  });

  it('stores exactly the bytes under exactly the path TEM names, says each stage, and records it', async () => {
    const said: Progress[] = [];
    const run = { signal: new AbortController().signal, report: (progress: Progress) => void said.push(progress) };
    const uploaded = await uploadPackage(needs(), order(), run);
    assert.equal(uploaded.key, key);
    const stored = sandbox.store.get(uploaded.bucket, key);
    assert.ok(stored?.bytes.equals(jar));
    assert.equal(uploaded.crc64, stored?.crc64);
    assert.equal(uploaded.bytes, jar.length);
    assert.deepEqual(recorded, [uploaded]);
    assert.deepEqual(
      said.map(({ stage }) => stage).filter((stage, at, all) => stage !== all[at - 1]),
      ['checking', 'asking', 'sending', 'verifying'],
    );
  });

  for (const [what, turn] of [
    ['epoch milliseconds', () => (sandbox.conditions.tokenTimeFormat = 'milliseconds')],
    ['date-times', () => (sandbox.conditions.tokenTimeFormat = 'datetime')],
    ['a path that begins with a slash', () => (sandbox.conditions.keyLeadingSlash = true)],
  ] as const) {
    it(`stores the same when TEM answers ${what}`, async () => {
      turn();
      const uploaded = await uploadPackage(needs(), order(), quietRun());
      assert.ok(sandbox.store.get(uploaded.bucket, key)?.bytes.equals(jar));
    });
  }

  for (const [what, failure, turn] of [
    ['a null Result', 'noGrant', () => (sandbox.conditions.nullResult = true)],
    ['a TEM that is offline in part', 'serviceAway', () => (sandbox.conditions.microserviceOffline = true)],
    ['nobody there', 'offline', () => sandbox.stop()],
    ['a file that is gone', 'gone', () => rm(join(folder, 'orders-1.4.2.jar'))],
    ['an empty file', 'emptyPackage', () => writeFile(join(folder, 'orders-1.4.2.jar'), '')],
    ['a file that is no ZIP', 'badPackage', () => writeFile(join(folder, 'orders-1.4.2.jar'), 'x'.repeat(9000))],
  ] as const) {
    it(`ends with ${failure} at ${what}, and records nothing`, async () => {
      await turn();
      const before = sandbox.store.keys().length;
      await assert.rejects(uploadPackage(needs(), order(), quietRun()), { name: 'AppError', failure });
      assert.equal(sandbox.store.keys().length, before);
      assert.deepEqual(recorded, []);
    });
  }

  it('ends as cancelled in the middle, at once, and leaves nothing', async () => {
    sandbox.conditions.bandwidth = 50_000;
    const cancel = new AbortController();
    const run = {
      signal: cancel.signal,
      report: (progress: Progress) => {
        if (progress.stage === 'sending' && progress.sent > 0) cancel.abort();
      },
    };
    const before = sandbox.store.keys().length;
    await assert.rejects(uploadPackage(needs(), order(), run), { failure: 'cancelled' });
    assert.equal(sandbox.store.keys().length, before);
    assert.deepEqual(recorded, []);
  });
});

function quietRun() {
  return { signal: new AbortController().signal, report: () => undefined };
}
