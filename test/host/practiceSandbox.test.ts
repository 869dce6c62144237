import assert from 'node:assert/strict';
import type { UploadedPackage } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import { Accounts } from '../../src/ui/accounts/accounts';
import { PracticeSandbox, type RunningSandbox } from '../../src/ui/sandbox/practiceSandbox';
import { StoredRefusals } from '../../src/ui/uploads/storedRefusals';
import { StoredRecords } from '../../src/ui/uploads/storedRecords';
import { MemoryAccountFiles } from '../fixtures/memoryAccountFiles';
import { MemorySecrets } from './memorySecrets';
import { MemoryState } from './memoryState';

const target = { accountId: 'sandbox', region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' };
const uploaded: UploadedPackage = {
  target,
  packageName: 'orders.jar',
  version: '1',
  bucket: 'b',
  key: 'k',
  bytes: 1,
  crc64: '0',
  uploadedAt: 0,
};

describe('the practice sandbox', () => {
  let accounts: Accounts;
  let records: StoredRecords;
  let refusals: StoredRefusals;
  let secrets: MemorySecrets;
  let started: Sandbox[];

  beforeEach(() => {
    started = [];
    secrets = new MemorySecrets();
    records = new StoredRecords(new MemoryState());
    refusals = new StoredRefusals(new MemoryState(), Date);
    const state = new MemoryState();
    accounts = new Accounts({
      secrets,
      state,
      files: new MemoryAccountFiles(),
      readKey: () => Promise.reject(new Error('no key is asked for')),
      endpoints: () => ({}),
    });
  });
  afterEach(async () => {
    accounts.dispose();
    await Promise.all(started.map((sandbox) => sandbox.stop()));
  });

  function practice(shape: (sandbox: Sandbox) => RunningSandbox = (sandbox) => sandbox): PracticeSandbox {
    const start = async () => {
      const sandbox = await Sandbox.start();
      started.push(sandbox);
      return shape(sandbox);
    };
    return new PracticeSandbox({ accounts, records, refusals, start });
  }

  it('signs in an account that is in no secret storage, and takes it away when it stops', async () => {
    const sandbox = practice();
    await sandbox.start();
    await sandbox.start();
    assert.equal(started.length, 1);
    assert.equal((await accounts.current())?.site, 'sandbox');
    assert.deepEqual(await secrets.keys(), []);
    await sandbox.stop();
    assert.deepEqual(await accounts.list(), []);
    await assert.rejects(fetch(started[0]?.temUrl ?? ''));
  });

  it('has the key of the sandbox that runs, not of an earlier one', async () => {
    const sandbox = practice();
    const seen = new Set<string>();
    for (const round of [0, 1]) {
      const { id } = await sandbox.start();
      const { credential, endpoints } = await accounts.connect(id);
      assert.deepEqual(credential, started[round]?.credential);
      assert.equal(endpoints.tem, started[round]?.temUrl);
      seen.add(credential.secretKey);
      await sandbox.stop();
    }
    assert.equal(seen.size, 2);
  });

  it('forgets what was uploaded to an earlier one, which is gone', async () => {
    await records.add(uploaded);
    await practice().start();
    assert.deepEqual(records.of(target), []);
  });

  it('keeps what was uploaded to one that runs beside VS Code, which still has it', async () => {
    await records.add(uploaded);
    await practice(({ temUrl, cosUrl, credential }) => ({ temUrl, cosUrl, credential })).start();
    assert.deepEqual(records.of(target), [uploaded]);
  });

  it('leaves nothing that was uploaded to it when it stops, unless it goes on beside VS Code', async () => {
    const own = practice();
    await own.start();
    await records.add(uploaded);
    await own.stop();
    assert.deepEqual(records.of(target), []);
    const beside = practice(({ temUrl, cosUrl, credential }) => ({ temUrl, cosUrl, credential }));
    await beside.start();
    await records.add(uploaded);
    await beside.stop();
    assert.deepEqual(records.of(target), [uploaded]);
  });

  it('says whose service ends with this window', async () => {
    const own = practice();
    assert.equal(await own.owns('sandbox'), false);
    await own.start();
    assert.deepEqual([await own.owns('sandbox'), await own.owns('a')], [true, false]);
    await own.stop();
    assert.equal(await own.owns('sandbox'), false);
    const beside = practice(({ temUrl, cosUrl, credential }) => ({ temUrl, cosUrl, credential }));
    await beside.start();
    assert.equal(await beside.owns('sandbox'), false);
  });

  it('turns its own conditions only', async () => {
    const own = practice();
    await own.start();
    const slow = {
      latency: 0,
      sharedBandwidth: 1000,
      tokenLifetime: 60,
      microserviceOffline: false,
      completeDuration: 0,
      policy: { copying: 'none' as const },
      rollout: { buildMs: 1, podMs: 2, failure: { kind: 'crash', batch: 2 } },
    };
    await refusals.record(target);
    assert.equal(await own.setConditions(slow), true);
    assert.equal(refusals.isRefused(target), false);
    assert.deepEqual(started[0]?.conditions.policy, { multipart: true, listing: true, copying: 'none' });
    assert.equal(started[0]?.conditions.sharedBandwidth, 1000);
    const { failure, successStatus } = started[0].conditions.rollout;
    assert.deepEqual([failure, successStatus], [{ kind: 'crash', batch: 2 }, 'Success']);
    const beside = practice(({ temUrl, cosUrl, credential }) => ({ temUrl, cosUrl, credential }));
    await beside.start();
    assert.equal(await beside.setConditions(slow), false);
  });

  it('is as it was asked to be last, however quickly that came', async () => {
    const sandbox = practice();
    await Promise.all([sandbox.start(), sandbox.stop()]);
    assert.deepEqual(await accounts.list(), []);
    await Promise.all([sandbox.start(), sandbox.stop(), sandbox.stop(), sandbox.start()]);
    const { endpoints } = await accounts.connect('sandbox');
    assert.equal(endpoints.tem, started.at(-1)?.temUrl);
    await fetch(endpoints.tem ?? '');
  });

  it('can be stopped when it never ran', () => practice().stop());
});
