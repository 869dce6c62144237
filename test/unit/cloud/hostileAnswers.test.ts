import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { AppError } from '../../../src/core/errors';
import type { Connection } from '../../../src/core/model';
import { never } from './practice';

const request = { applicationId: 'a', packageName: 'p.jar', version: '1' };
const odd: readonly unknown[] = [null, undefined, '', 'x', 0, -1, 1e300, true, [], [null], [[]], {}, { length: 3 }];

/** TEM answers whatever the test says. */
describe('TemClient and answers that nobody documented', () => {
  let server: Server;
  let connection: Connection;
  let answer: (body: { Offset?: number }) => { status?: number; body: string };
  let asked = 0;
  const tem = new TemClient({ clock: { sleep: () => Promise.resolve() } });

  before(async () => {
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        asked++;
        const { status = 200, body } = answer(JSON.parse(String(Buffer.concat(chunks))) as { Offset?: number });
        outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    asked = 0;
    // A key of its own for each test: the throttle goes by key.
    const credential = {
      secretId: `AKIDhostile${Math.random()}`,
      secretKey: 'aSecretKeyForTheTest',
      token: 'aTokenForTheTest',
    };
    connection = {
      site: 'china',
      credential,
      endpoints: { tem: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    };
  });
  after(() => server.close());

  const result = (value: unknown) => ({ body: JSON.stringify({ Response: { Result: value, RequestId: 'r-1' } }) });
  const list = () => tem.listApplications({ connection, region: 'ap-x' }, { signal: never() });
  const grant = () => tem.createUploadGrant({ connection, region: 'ap-x', ...request }, { signal: never() });
  const deployed = () =>
    tem.describeDeployed(
      { connection, region: 'ap-x', applicationId: 'a', environmentId: 'en-1' },
      { signal: never() },
    );

  it('never shows a TypeError, whatever the result is', async () => {
    for (const value of odd) {
      answer = () => result(value);
      for (const call of [list, grant, deployed]) {
        await call().catch((error: unknown) => {
          assert.ok(error instanceof AppError, `${String(error)} at ${JSON.stringify(value)}`);
          assert.match(error.failure, /^(invalidResponse|noGrant)$/);
        });
      }
    }
  });

  it('reads rows with odd fields and drops those without an id', async () => {
    for (const value of odd) {
      const row = {
        ApplicationName: value,
        Description: value,
        DeployMode: value,
        ActiveVersions: value,
        CodingLanguage: value,
      };
      const versions = [{ EnvironmentId: value, CurrentInstances: value, UnderDeploying: value }, value];
      answer = ({ Offset }) =>
        result({
          Total: value,
          Records: Offset
            ? []
            : [value, row, { ...row, ApplicationId: 'service-1' }, { ApplicationId: 7, ActiveVersions: versions }],
        });
      const found = await list();
      assert.deepEqual(
        found.map(({ id }) => id),
        ['service-1', '7'],
      );
      for (const { versions } of found) {
        for (const version of versions)
          assert.ok(version.currentInstances >= 0 && typeof version.environmentId === 'string');
      }
    }
  });

  it('ends when the service caps the page, repeats itself or lies about the total', async () => {
    const rows = Array.from({ length: 45 }, (_, n) => ({ ApplicationId: `service-${n}` }));
    answer = ({ Offset = 0 }) => result({ Total: 45, Records: rows.slice(Offset, Offset + 10) });
    assert.equal((await list()).length, 45);
    assert.equal(asked, 5);
    answer = ({ Offset = 0 }) => result({ Records: rows.slice(Offset, Offset + 10) });
    assert.equal((await list()).length, 45);
    answer = () => result({ Total: 1e9, Records: rows.slice(0, 10) });
    assert.equal((await list()).length, 10);
    answer = ({ Offset = 0 }) => result({ Total: 1e9, Records: rows.slice(Offset, Offset + 40) });
    assert.equal((await list()).length, 45);
    answer = ({ Offset = 0 }) => result({ Total: 45, Records: rows.slice(Math.max(0, Offset - 1), Offset + 10) });
    assert.equal((await list()).length, 45);
  });

  describe('misses no row, and gives none twice,', () => {
    const rowsFrom = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, n) => ({ ApplicationId: `service-${first + n}` }));
    const ids = async () => (await list()).map(({ id }) => id).sort();
    const wanted = (first: number, last: number) =>
      rowsFrom(first, last)
        .map((row) => row.ApplicationId)
        .sort();
    const page = (rows: readonly unknown[], offset = 0) => rows.slice(offset, offset + 100);

    it('where the total grows while it is read', async () => {
      let rows = rowsFrom(1, 250);
      answer = ({ Offset }) => {
        if (Offset === 200) rows = rowsFrom(1, 350);
        return result({ Total: rows.length, Records: page(rows, Offset) });
      };
      assert.deepEqual(await ids(), wanted(1, 350));
    });

    it('where rows before those that are read go', async () => {
      let rows = rowsFrom(1, 250);
      answer = ({ Offset }) => {
        const answered = result({ Total: rows.length, Records: page(rows, Offset) });
        rows = rowsFrom(4, 250);
        return answered;
      };
      assert.deepEqual(
        (await ids()).filter((id) => wanted(4, 250).includes(id)),
        wanted(4, 250),
      );
    });

    it('where rows come before those that are read', async () => {
      let rows = rowsFrom(4, 250);
      answer = ({ Offset }) => {
        const answered = result({ Total: rows.length, Records: page(rows, Offset) });
        rows = rowsFrom(1, 250);
        return answered;
      };
      assert.deepEqual(await ids(), wanted(1, 250));
    });

    it('where the total is too small', async () => {
      answer = ({ Offset }) => result({ Total: 3, Records: page(rowsFrom(1, 250), Offset) });
      assert.deepEqual(await ids(), wanted(1, 250));
    });

    for (const most of [45, 250]) {
      it(`where the first page is empty once, of ${most} rows`, async () => {
        answer = ({ Offset }) => result({ Total: most, Records: asked === 1 ? [] : page(rowsFrom(1, most), Offset) });
        assert.deepEqual(await ids(), wanted(1, most));
      });
    }

    it('and asks once where all came at once, and for no page too many', async () => {
      for (const [most, times] of [
        [45, 1],
        [100, 1],
        [200, 2],
        [250, 3],
        [0, 1],
      ] as const) {
        asked = 0;
        answer = ({ Offset }) => result({ Total: most, Records: page(rowsFrom(1, most), Offset) });
        assert.equal((await list()).length, most);
        assert.equal(asked, times, `${most} rows`);
      }
    });

    it('and does not go on for ever where the total is never reached', async () => {
      for (const Records of [[], rowsFrom(1, 40), rowsFrom(1, 100)]) {
        asked = 0;
        answer = () => result({ Total: 1e9, Records });
        assert.equal((await list()).length, Records.length);
        assert.ok(asked <= 12, `${asked} requests`);
      }
    });
  });

  it('tells where nothing is deployed', async () => {
    answer = () => result({ EnvironmentId: 'en-1', PkgName: '', DeployVersion: '' });
    assert.equal(await deployed(), undefined);
    answer = () =>
      result({ PkgName: 'p.jar', DeployVersion: '3', EnvironmentName: 'prod', EnvConf: [{ Key: 'TEM_APM_TOKEN' }] });
    assert.deepEqual(await deployed(), {
      environmentId: 'en-1',
      environmentName: 'prod',
      packageName: 'p.jar',
      version: '3',
    });
  });

  it('asks for every part of a grant', async () => {
    const whole = {
      Bucket: 'b-1',
      Region: 'ap-x',
      TmpSecretId: 'i',
      TmpSecretKey: 'theTemporarySecretKey',
      SessionToken: 'theTemporaryToken',
      FullPath: '//tem/p.jar',
    };
    answer = () => result(whole);
    assert.equal((await grant()).key, 'tem/p.jar');
    for (const name of Object.keys(whole)) {
      answer = () => result({ ...whole, [name]: undefined });
      await assert.rejects(grant(), (error: AppError) => {
        assert.doesNotMatch(error.message, /theTemporary/);
        return error.failure === 'invalidResponse' && error.detail.includes(name) && error.requestId === 'r-1';
      });
    }
    answer = () => result({ ...whole, FullPath: '///' });
    await assert.rejects(grant(), { failure: 'invalidResponse' });
    for (const name of ['TmpSecretId', 'TmpSecretKey', 'SessionToken']) {
      for (const odd of ['a\r\nX-Evil: 1', 'a b', 'é', 'x'.repeat(10_000)]) {
        answer = () => result({ ...whole, [name]: odd });
        await assert.rejects(grant(), { failure: 'invalidResponse' }, name);
      }
    }
  });

  it('takes no key but that of the package', async () => {
    const whole = { Bucket: 'b', Region: 'ap-x', TmpSecretId: 'i', TmpSecretKey: 'k', SessionToken: 't' };
    const order = { applicationId: 'service-gn54vdy6', packageName: 'p.jar', version: '1' };
    const keyOf = async (FullPath: unknown, asked = order) => {
      answer = () => result({ ...whole, FullPath });
      return (await tem.createUploadGrant({ connection, region: 'ap-x', ...asked }, { signal: never() })).key;
    };
    const published = 'tem/pkg/1300555551/service-gn54vdy6/1641528220867/p.jar';
    for (const good of [published, `/${published}`, 'service-gn54vdy6/p.jar', 'p.jar', 'a/service-other/p.jar']) {
      assert.equal(await keyOf(good), good.replace(/^\//, ''));
    }
    assert.equal(await keyOf('a/订单 1+2.jar', { ...order, packageName: '订单 1+2.jar' }), 'a/订单 1+2.jar');
    for (const bad of [
      'tem/pkg/1300555551/service-another1/1641528220867/p.jar',
      'tem/pkg/1300555551/service-gn54vdy6/../service-another1/1/p.jar',
      'tem/pkg/1300555551/service-gn54vdy6//p.jar',
      'tem/pkg/./p.jar',
      '../p.jar',
      'tem/pkg/1300555551/service-gn54vdy6/1/q.jar',
      'tem/pkg/1300555551/service-gn54vdy6/1/p.jar/',
      'tem/pkg/1300555551/service-gn54vdy6/1\n2/p.jar',
      'tem/pkg/\u0085/p.jar',
      'tem/pkg/\uD800/p.jar',
      `${'x'.repeat(900)}/p.jar`,
      {},
      7,
    ]) {
      await assert.rejects(keyOf(bad), { failure: 'invalidResponse' }, JSON.stringify(bad));
    }
  });

  it('reads the folder of an application off whatever path it is given', async () => {
    const whole = { Bucket: 'b', Region: 'ap-x', TmpSecretId: 'i', TmpSecretKey: 'k', SessionToken: 't' };
    const asked = { applicationId: 'service-1', packageName: 'p.jar' };
    const prefix = async (FullPath: string) => {
      answer = () => result({ ...whole, FullPath });
      return (await tem.createReadGrant({ connection, region: 'ap-x', ...asked }, { signal: never() })).prefix;
    };
    assert.equal(await prefix('/tem/pkg/1/service-1/3/p.jar'), 'tem/pkg/1/service-1/');
    assert.equal(await prefix('tem/pkg/1/service-1/'), 'tem/pkg/1/service-1/');
    assert.equal(await prefix('service-1/3/p.jar'), 'service-1/');
    assert.equal(await prefix('tem/pkg/1/other/3/p.jar'), 'tem/pkg/1/other/');
    await assert.rejects(prefix('tem/pkg/1/service-10/3/p.jar'), { failure: 'invalidResponse' });
    await assert.rejects(prefix('tem/../service-1/3/p.jar'), { failure: 'invalidResponse' });
    await assert.rejects(prefix('3/p.jar'), { failure: 'invalidResponse' });
    answer = () => result(null);
    await assert.rejects(tem.createReadGrant({ connection, region: 'ap-x', ...asked }, { signal: never() }), {
      failure: 'noGrant',
    });
  });

  for (const [status, body, failure] of [
    [200, '', 'invalidResponse'],
    [200, 'null', 'invalidResponse'],
    [200, '{}', 'invalidResponse'],
    [200, '[]', 'invalidResponse'],
    [200, '{"Response":null}', 'invalidResponse'],
    [200, '{"Response":{}}', 'invalidResponse'],
    [200, '{"Response":"x"}', 'invalidResponse'],
    [200, '<html>Log in to our hotel', 'invalidResponse'],
    [200, '{"Response":{"Error":{},"RequestId":"r-2"}}', 'invalidResponse'],
    [200, '{"Response":{"Error":{"Code":7,"Message":{}},"RequestId":[]}}', 'service'],
    [200, '{"Response":{"Error":{"Code":"FailedOperation.Odd","Message":null}}}', 'service'],
    [200, '{"Response":{"Error":{"Code":"ResourceInUse.ServiceDeploying","Message":"x"}}}', 'deploying'],
    [200, '{"Response":{"Error":{"Code":"ResourceInUse.ResourceAlreadyLocked","Message":"x"}}}', 'locked'],
    [200, '{"Response":{"Error":{"Code":"AuthFailure.TokenFailure","Message":"x"}}}', 'expiredKey'],
    [200, '{"Response":{"Error":{"Code":"toString","Message":"x"}}}', 'service'],
    [403, '<html>Blocked', 'blockedOnTheWay'],
    [403, '{"code":403,"message":"blocked"}', 'blockedOnTheWay'],
    [403, '{"Response":{"Error":{}}}', 'blockedOnTheWay'],
    [403, '{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire","Message":"x"}}}', 'clockSkewed'],
    [403, '{"Response":{"Error":{"Code":"UnauthorizedOperation.UnauthorizedOperation","Message":"x"}}}', 'denied'],
    [400, '{"Response":{"Error":{"Code":"InvalidParameterValue.VersionLowerCase","Message":"x"}}}', 'versionNotLower'],
    [500, '{"Response":{"Error":{"Code":"OperationDenied.BalanceNotEnough","Message":"x"}}}', 'arrears'],
    [302, '{"Response":{"Error":{"Code":"OperationDenied.BalanceNotEnough","Message":"x"}}}', 'invalidResponse'],
    [413, '', 'bodyTooLarge'],
    [407, '', 'proxy'],
    [429, '', 'throttled'],
    [503, '', 'busy'],
  ] as const) {
    it(`says what ${status} with ${body || 'nothing'} is`, async () => {
      answer = () => ({ status, body });
      await assert.rejects(list(), (error) => error instanceof AppError && error.failure === failure);
    });
  }

  it('shows nothing secret, whatever the service writes back', async () => {
    const { secretId, secretKey, token } = connection.credential;
    const Message = `Bad ${secretId} ${secretKey}\n${token} at https://h/?Signature=abc Authorization: TC3-HMAC-SHA256 Credential=x`;
    answer = () => ({
      body: JSON.stringify({ Response: { Error: { Code: 'AuthFailure.SignatureFailure', Message } } }),
    });
    await assert.rejects(list(), (error: AppError) => {
      const shown = `${error.message} ${error.stack} ${JSON.stringify(error)}`;
      for (const hidden of [secretId, secretKey, token ?? '', 'Signature=abc', 'Credential=x', '\n\n']) {
        assert.ok(!shown.includes(hidden), `${hidden} in ${shown}`);
      }
      return error.failure === 'wrongKey' && error.cause === undefined;
    });
  });
});
