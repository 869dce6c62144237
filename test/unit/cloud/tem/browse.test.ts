import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listPackages } from '../../../../src/cloud/cos/listPackages';
import { readEnvironment } from '../../../../src/cloud/tem/readEnvironment';
import { readInstance } from '../../../../src/cloud/tem/readInstance';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import type { Connection, ReadGrant } from '../../../../src/core/model';
import { applicationId, never, region, startPractice } from '../practice';

describe('what is browsed, as the cloud answers it', () => {
  it('lists environments, instances and packages of the sandbox', async () => {
    const { sandbox, connection } = await startPractice();
    try {
      const tem = new TemClient();
      const environments = await tem.listEnvironments({ connection, region }, { signal: never() });
      assert.deepEqual(environments[2], { id: 'en-gz7prod1', name: 'shop-prod', kind: 'prod', status: 'running' });
      const instances = await tem.listInstances(
        { connection, region, applicationId, environmentId: 'en-gz7prod1' },
        { signal: never() },
      );
      assert.equal(instances.length, 2);
      assert.equal(instances[0]?.startedAt, Date.parse('2026-11-08T09:33:00+08:00'));
      const found = await tem.findApplications({ connection, region, keyword: 'PAY' }, { signal: never() });
      assert.deepEqual(
        found.applications.map(({ name }) => name),
        ['payments'],
      );
      assert.equal(found.total, 1);
      const grant = await tem.createReadGrant(
        { connection, region, applicationId, packageName: 'a.jar' },
        { signal: never() },
      );
      const { packages, next } = await listPackages({ connection, grant }, { signal: never() });
      assert.deepEqual(
        packages.map(({ version }) => version),
        ['20261019160455', '20261108093012'],
      );
      assert.equal(packages[0]?.modifiedAt, Date.parse('2026-10-19T16:04:55+08:00'));
      assert.equal(next, undefined);
      sandbox.conditions.policy.listing = false;
      await assert.rejects(listPackages({ connection, grant }, { signal: never() }), { failure: 'denied' });
    } finally {
      await sandbox.stop();
    }
  });

  it('finds nothing where an application does not run, which is no failure', async () => {
    const { sandbox, connection } = await startPractice();
    const tem = new TemClient();
    try {
      const nowhere = { connection, region, applicationId, environmentId: 'en-gz7pre01' };
      assert.equal(await tem.describeDeployed(nowhere, { signal: never() }), undefined);
      assert.deepEqual(await tem.listInstances(nowhere, { signal: never() }), []);
      const unknown = tem.describeDeployed(
        { connection, region, applicationId, environmentId: 'en-none' },
        { signal: never() },
      );
      await assert.rejects(unknown, { failure: 'notFound' });
    } finally {
      await sandbox.stop();
    }
  });

  it('reads rows whatever they lack', () => {
    for (const value of [null, undefined, '', 0, -1, true, [], {}]) {
      assert.equal(readEnvironment({ EnvironmentName: value }), undefined);
      const kind = readEnvironment({ EnvironmentId: 'en-1', EnvironmentName: value, EnvType: value })?.kind;
      assert.equal(kind, 'other');
      const instance = readInstance({ PodId: 'p', RestartCount: value, StartTime: value, Ready: 'yes' });
      assert.ok(instance && !instance.isReady && instance.restarts >= 0 && !('startedAt' in instance));
    }
    assert.equal(readInstance({ PodId: 'p', Unhealthy: true, Status: 'Error' })?.unhealthyReason, 'Error');
  });

  describe('by a store that is hostile', () => {
    let server: Server;
    let body: string;
    before(async () => {
      server = createServer((_, response) =>
        response.writeHead(200, { 'content-type': 'application/xml', 'x-cos-request-id': 'r1' }).end(body),
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(() => server.close());

    const credential = { secretId: 'AKIDx', secretKey: 'k', token: 't' };
    const grant: ReadGrant = { bucket: 'b-1', region, prefix: 'tem/1/', credential, startsAt: 1e9, expiresAt: 2e9 };
    const list = (from?: string) => {
      const cos = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const connection: Connection = { site: 'sandbox', credential, endpoints: { cos } };
      return listPackages({ connection, grant, from }, { signal: never() });
    };
    const answer = (keys: readonly string[], rest = '') => {
      const rows = keys.map(
        (key) => `<Contents><Key>${key}</Key><Size>-7</Size><LastModified>x</LastModified></Contents>`,
      );
      body = `<ListBucketResult><EncodingType>url</EncodingType>${rows.join('')}${rest}</ListBucketResult>`;
    };

    it('leaves out what is no package', async () => {
      answer([
        'tem/1/',
        'tem/1/3/',
        'tem/1/3/a.jar',
        'tem/1/3/deep/a.jar',
        'other/3/a.jar',
        'tem/1/a.jar',
        'tem/1/4/%E2%9C%93.jar',
      ]);
      const { packages } = await list();
      assert.deepEqual(
        packages.map(({ packageName, bytes, modifiedAt }) => [packageName, bytes, modifiedAt]),
        [
          ['a.jar', 0, 0],
          ['✓.jar', 0, 0],
        ],
      );
    });

    it('goes on from where it says, but never back', async () => {
      const truncated = (marker: string) => `<IsTruncated>true</IsTruncated><NextMarker>${marker}</NextMarker>`;
      answer(['tem/1/3/a.jar'], truncated('tem/1/3/a.jar'));
      assert.equal((await list()).next, 'tem/1/3/a.jar');
      assert.equal((await list('tem/1/3/a.jar')).next, undefined);
      assert.equal((await list('tem/1/9')).next, undefined);
      answer(['tem/1/3/a%20b.jar'], '<IsTruncated>true</IsTruncated>');
      assert.equal((await list()).next, 'tem/1/3/a b.jar');
    });

    it('does not take for an empty list what is no list', async () => {
      for (const odd of ['', 'hello', '<ListBucketResult>', '<Other><ListBucketResult/></Other>', '{"a":1}']) {
        body = odd;
        await assert.rejects(list(), { failure: 'invalidResponse' }, odd);
      }
      body = '<ListBucketResult/>';
      assert.deepEqual(await list(), { packages: [] });
    });

    it('leaves out keys that could not be asked for as they are', async () => {
      answer(['tem/1/../a.jar', 'tem/1/./a.jar', 'tem/1/3/..', 'tem/1/3/a%0A.jar', `tem/1/3/${'x'.repeat(900)}`]);
      assert.deepEqual((await list()).packages, []);
    });

    it('takes no more rows than were asked for', async () => {
      answer(Array.from({ length: 1500 }, (_, n) => `tem/1/${n}/a.jar`));
      assert.equal((await list()).packages.length, 1000);
    });

    it('expands nothing', async () => {
      const entities = `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(1000)}">]>`;
      body = `${entities}<ListBucketResult><Contents><Key>tem/1/3/&a;</Key></Contents></ListBucketResult>`;
      await assert.rejects(list(), { failure: 'invalidResponse' });
    });
  });
});
