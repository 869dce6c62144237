import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { TemClient } from '../../../src/cloud/tem/temClient';
import type { UploadedPackage, UploadOrder } from '../../../src/core/model';
import { uploadPackage, type UploadDeps } from '../../../src/core/uploadPackage';
import { FileJournal } from '../../../src/journal/fileJournal';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { seededBytes } from '../../fixtures/seededBytes';
import { noReuse } from '../../fixtures/noReuse';
import { applicationId, region, startPractice, type Practice } from '../cloud/practice';
import { RecordedRun } from '../transfer/upload/recordedRun';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { WithoutCrc } from '../transfer/upload/withoutCrc';

describe('two orders for one key, over the real SDKs and real HTTP', () => {
  let practice: Practice;
  let files: TemporaryFiles;
  let recorded: UploadedPackage[];
  let path: string;

  beforeEach(async () => {
    practice = await startPractice();
    files = await TemporaryFiles.create();
    path = await files.write(seededBytes(71, 300_000));
    recorded = [];
  });
  afterEach(async () => {
    await practice.sandbox.stop();
    await files.remove();
  });

  /** As another window has it. */
  const needs = (store = new CosClient()): UploadDeps & { readonly uploader: FileUploader } => ({
    connections: { connect: () => Promise.resolve(practice.connection) },
    tem: new TemClient(),
    packageFile: { check: () => Promise.resolve({ bytes: 1 }) },
    uploader: new FileUploader(store, { sleep: () => Promise.resolve() }),
    journal: new FileJournal(join(files.folder, 'journal')),
    reuseOf: noReuse,
    records: { of: () => [], add: (one) => Promise.resolve(void recorded.push(one)) },
    clock: { now: () => new Date(2026, 10, 23, 12, 5, 0).getTime() },
  });
  const orderOf = (id: string, versionTemplate = '${timestamp}', file = path): UploadOrder => {
    const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };
    return { id, target, path: file, packageName: 'orders.jar', versionTemplate };
  };
  const quiet = () => new RecordedRun();
  const stored = ({ bucket, key }: UploadedPackage) => practice.sandbox.store.get(bucket, key)?.bytes;

  it('are two packages where they were given in one second, in one window or in several', async () => {
    const here = needs();
    const other = await files.write(seededBytes(72, 300_000), 'other.jar');
    const done = await Promise.all([
      uploadPackage(here, orderOf('o-1'), quiet()),
      uploadPackage(here, orderOf('o-2', '${timestamp}', other), quiet()),
      uploadPackage(needs(), orderOf('o-3'), quiet()),
    ]);
    const later = await uploadPackage(needs(), orderOf('o-4'), quiet());
    const all = [...done, later];
    const base = '20261123120500';
    assert.deepEqual(all.map(({ version }) => version).sort(), [base, `${base}-2`, `${base}-3`, `${base}-4`]);
    assert.equal(new Set(all.map(({ key }) => key)).size, 4);
    for (const one of all) assert.ok(one.key.includes(`/${one.version}/`), 'what is said is what was used');
    assert.deepEqual(stored(done[1]), seededBytes(72, 300_000));
    assert.deepEqual(recorded.map(({ version }) => version).sort(), all.map(({ version }) => version).sort());
  });

  it('replace each other where the name says no time, and never at the same moment', async () => {
    const here = needs();
    const [first, second] = await Promise.all([
      uploadPackage(here, orderOf('o-1', '${name}'), quiet()),
      uploadPackage(here, orderOf('o-2', '${name}'), quiet()),
    ]);
    assert.deepEqual([first.version, second.version].sort(), ['orders', 'orders-2']);
    assert.equal((await uploadPackage(needs(), orderOf('o-3', '${name}'), quiet())).version, 'orders');
  });

  it('leave the package of the first where the second is cancelled while it is verified', async () => {
    const first = await uploadPackage(needs(), orderOf('o-1', '${name}'), quiet());
    const second = needs(new WithoutCrc());
    const { conditions, requests } = practice.sandbox;
    conditions.faults = [{ kind: 'HeadObject', nth: 1, effect: { type: 'hang', when: 'beforeAnswer' } }];
    const run = quiet();
    const ending = uploadPackage(second, orderOf('o-2', '${name}'), run);
    ending.catch(() => undefined);
    while ((await requests.next('HeadObject')).outcome !== 'hung');
    run.stop();
    await assert.rejects(ending, { failure: 'cancelled' });
    await second.uploader.settled();
    assert.ok(stored(first), 'the package of the first order is gone');
  });

  it('have the same key again where the same order is tried again', async () => {
    const window = needs();
    practice.sandbox.conditions.faults = [
      { kind: 'PutObject', nth: 1, times: Infinity, effect: { type: 'status', status: 403, code: 'AccessDenied' } },
    ];
    await assert.rejects(uploadPackage(window, orderOf('o-1'), quiet()));
    practice.sandbox.conditions.faults = [];
    assert.equal((await uploadPackage(window, orderOf('o-1'), quiet())).version, '20261123120500');
  });

  it('sends nothing where the journal cannot be read or written', async () => {
    await files.write('', 'journal');
    await assert.rejects(uploadPackage(needs(), orderOf('o-1'), quiet()), { failure: 'journalFailed' });
    assert.deepEqual(practice.sandbox.requests.of('PutObject'), []);
  });

  it('leave nothing secret behind', async () => {
    await uploadPackage(needs(), orderOf('o-1'), quiet());
    const folder = join(files.folder, 'journal');
    const names = await readdir(folder);
    assert.ok(names.length > 0 && names.every((name) => name.endsWith('.claim')));
    const { credential } = practice.connection;
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8');
      for (const secret of [credential.secretId, credential.secretKey]) assert.ok(!text.includes(secret));
    }
  });
});
