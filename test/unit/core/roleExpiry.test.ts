import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CosClient } from '../../../src/cloud/cos/cosClient';
import { RoleCredentials } from '../../../src/cloud/sts/roleCredentials';
import { StsClient } from '../../../src/cloud/sts/stsClient';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { uploadPackage, type UploadDeps } from '../../../src/core/uploadPackage';
import { checkPackageFile } from '../../../src/jar/checkPackageFile';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { FileUploader } from '../../../src/transfer/upload/fileUploader';
import { bootJar } from '../../fixtures/bootJar';
import { MemoryJournal } from '../../fixtures/memoryJournal';
import { builder, deployerArn, keyOf, roleSeed } from '../../fixtures/roleSeed';
import { noReuse } from '../../fixtures/noReuse';
import { applicationId, region } from '../cloud/practice';

const bytes = 24 * 1024 * 1024;

describe('an upload by a role whose key ends in the middle of it', () => {
  let sandbox: Sandbox;
  let folder: string;
  let path: string;
  let jar: Buffer;
  let ahead: number;

  before(async () => {
    jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes, seed: 1 });
    folder = await mkdtemp(join(tmpdir(), 'tem-role-'));
    path = join(folder, 'orders-1.4.2.jar');
    await writeFile(path, jar);
  });
  beforeEach(async () => {
    ahead = 0;
    sandbox = await Sandbox.start({ seed: roleSeed });
  });
  afterEach(() => sandbox.stop());
  after(() => rm(folder, { recursive: true }));

  const needs = (): UploadDeps => {
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const roles = new RoleCredentials(new StsClient(), { now: () => Date.now() + ahead });
    const role = { arn: deployerArn, sessionName: 'ci' };
    const connect = async () => {
      const credential = await roles.get({ site: 'china', endpoints, role, credential: keyOf(builder) });
      return { site: 'china', endpoints, credential } as const;
    };
    return {
      connections: { connect },
      tem: new TemClient({ renew: (credential) => roles.renew(credential) }),
      packageFile: { check: checkPackageFile },
      uploader: new FileUploader(new CosClient()),
      journal: new MemoryJournal(),
      reuseOf: noReuse,
      records: { of: () => [], add: () => Promise.resolve() },
      clock: { now: () => Date.now() },
    };
  };
  const target = { accountId: 'a', region, applicationId, applicationName: 'orders' };

  const ways = {
    'about to end, by its own clock': {
      end: () => void (ahead = (7200 - 60) * 1000),
      asked: ['given', 'given'],
    },
    'ended earlier, as TEM says': {
      end: () => sandbox.world.sessions.forEach((session) => void (session.expiresAt = 1)),
      asked: ['given', 'AuthFailure.TokenFailure', 'given'],
    },
  };
  for (const [way, { end, asked }] of Object.entries(ways)) {
    it(`goes on with another key of the role, and stores the bytes: ${way}`, async () => {
      const ended = sandbox.requests.next('UploadPart').then(() => {
        end();
        // The key to store with has ended too, so that another one is asked for.
        const effect = { type: 'status', status: 403, code: 'ExpiredToken' } as const;
        sandbox.conditions.faults = [{ kind: 'UploadPart', nth: 1, effect }];
      });
      const run = { signal: new AbortController().signal, report: () => undefined };
      const order = { id: 'o', target, path, packageName: 'orders-1.4.2.jar', versionTemplate: '${timestamp}' };
      const uploaded = await uploadPackage(needs(), order, run);
      await ended;
      assert.ok(sandbox.store.get(uploaded.bucket, uploaded.key)?.bytes.equals(jar));
      const { requests } = sandbox;
      assert.equal(requests.of('AssumeRole').length, 2);
      assert.deepEqual(
        requests.of('CreateCosToken').map(({ code }) => code ?? 'given'),
        asked,
      );
    });
  }
});
