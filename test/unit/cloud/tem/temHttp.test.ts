import assert from 'node:assert/strict';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { noLog } from '../../../../src/core/ports/log';
import { TemApi } from '../../../../src/cloud/tem/temApi';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { systemClock } from '../../../../src/core/clock';
import type { AppError } from '../../../../src/core/errors';
import type { Connection } from '../../../../src/core/model';
import { endless, HostileServer, redirects } from '../hostileServer';
import { never } from '../practice';

const region = 'ap-x';
const order = { applicationId: 'service-1', packageName: 'p.jar', version: '1' };
const json = { 'Content-Type': 'application/json' };

describe('what TemClient sends, and what it takes for an answer', () => {
  let server: HostileServer;
  let other: HostileServer;
  let connection: Connection;
  const tem = new TemClient({ clock: { sleep: () => Promise.resolve() }, timeoutMs: 15_000 });

  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    checkCredential: () => tem.checkCredential({ connection, region }, { signal: never() }),
    listApplications: () => tem.listApplications({ connection, region }, { signal: never() }),
    findApplications: () => tem.findApplications({ connection, region, keyword: 'a' }, { signal: never() }),
    describeApplication: () =>
      tem.describeApplication({ connection, region, applicationId: 'service-1' }, { signal: never() }),
    listEnvironments: () => tem.listEnvironments({ connection, region }, { signal: never() }),
    listInstances: () =>
      tem.listInstances({ connection, region, applicationId: 'service-1', environmentId: 'en-1' }, { signal: never() }),
    describeDeployed: () =>
      tem.describeDeployed(
        { connection, region, applicationId: 'service-1', environmentId: 'en-1' },
        { signal: never() },
      ),
    createUploadGrant: () => tem.createUploadGrant({ connection, region, ...order }, { signal: never() }),
    packageDownloadUrl: () => tem.packageDownloadUrl({ connection, region, ...order }, { signal: never() }),
    createReadGrant: () => tem.createReadGrant({ connection, region, ...order }, { signal: never() }),
  };

  before(async () => {
    [server, other] = [await HostileServer.start(), await HostileServer.start()];
  });
  beforeEach(() => {
    server.asked.length = other.asked.length = 0;
    // A key of its own for each test: the throttle goes by key.
    const credential = {
      secretId: `AKID${Math.random()}`,
      secretKey: 'aSecretKeyForTheTest',
      token: 'aTokenForTheTest',
    };
    connection = { site: 'china', credential, endpoints: { tem: server.url } };
  });
  after(() => {
    server.stop();
    other.stop();
  });

  const result = (value: unknown, RequestId: unknown = 'r-1') =>
    JSON.stringify({ Response: { Result: value, RequestId } });
  const applications = (rows: readonly unknown[], Total: unknown = rows.length) => result({ Records: rows, Total });
  const answer = (body: string | Buffer, headers: Record<string, string> = {}) => {
    server.answer = (response) => response.writeHead(200, { ...json, ...headers }).end(body);
  };

  it('goes by our own HTTP, which an update of the SDK must not get past', async () => {
    answer(applications([{ ApplicationId: 'service-1' }]));
    await calls['listApplications']?.();
    const [asked] = server.asked;
    assert.equal(asked?.headers['accept-encoding'], 'gzip');
    // `node-fetch` gives its name.
    assert.equal(asked?.headers['user-agent'], undefined);
    assert.match(asked?.headers.authorization ?? '', /^TC3-HMAC-SHA256 Credential=AKID/);
    assert.equal(asked?.headers['x-tc-action'], 'DescribeApplications');
    assert.equal(asked?.headers['x-tc-token'], 'aTokenForTheTest');
    assert.equal(asked?.headers.host, new URL(server.url).host);
    assert.deepEqual(JSON.parse(asked?.body ?? ''), { Limit: 100, Offset: 0 });
  });

  it('asks for keys with a SourceChannel where one is set, and else without', async () => {
    answer(result(null));
    let channel: number | undefined;
    const set = new TemClient({ sourceChannel: () => channel });
    for (channel of [undefined, 0, 7]) {
      server.asked.length = 0;
      await assert.rejects(set.createUploadGrant({ connection, region, ...order }, { signal: never() }), {
        failure: 'noGrant',
      });
      await assert.rejects(set.createReadGrant({ connection, region, ...order }, { signal: never() }), {
        failure: 'noGrant',
      });
      const common = {
        ApplicationId: 'service-1',
        PkgName: 'p.jar',
        ...(channel !== undefined && { SourceChannel: channel }),
      };
      assert.deepEqual(
        server.asked.map(({ body }) => JSON.parse(body) as unknown),
        [
          { ...common, OptType: 1, TimeVersion: '1' },
          { ...common, OptType: 2 },
        ],
      );
    }
    server.asked.length = 0;
    await assert.rejects(tem.createUploadGrant({ connection, region, ...order }, { signal: never() }), {
      failure: 'noGrant',
    });
    assert.ok(!server.asked[0]?.body.includes('SourceChannel'));
  });

  it('asks once for what changes something, unless TEM has not looked at it', async () => {
    const noOther = () => Promise.resolve(undefined);
    const api = new TemApi(
      { clock: { ...systemClock, sleep: () => Promise.resolve() }, log: noLog, renew: noOther },
      15_000,
    );
    const timesAsked = async (action: string, Code: string) => {
      server.asked.length = 0;
      answer(JSON.stringify({ Response: { Error: { Code, Message: 'x' }, RequestId: 'r' } }));
      await assert.rejects(api.send({ connection, region, action, parameters: {} }, { signal: never() }));
      return server.asked.length;
    };
    for (const [code, asQuestion, asChange] of [
      ['InternalError.ActionReadTimeout', 2, 1],
      ['InternalError.RestartApplicationError', 2, 1],
      ['InternalError.DefaultInternalError', 2, 1],
      ['RequestLimitExceeded', 5, 5],
      ['ResourceInUse.ServiceDeploying', 1, 1],
    ] as const) {
      assert.equal(await timesAsked('DescribeApplicationInfo', code), asQuestion, code);
      assert.equal(await timesAsked('RestartApplication', code), asChange, code);
    }
  });

  for (const [name, call] of Object.entries(calls)) {
    it(`follows no redirect with ${name}`, async () => {
      for (const status of redirects) {
        for (const Location of [other.url, '/elsewhere']) {
          server.answer = (response) => response.writeHead(status, { Location }).end(applications([]));
          await assert.rejects(call(), {
            name: 'AppError',
            failure: 'invalidResponse',
            detail: new RegExp(`HTTP ${status}`),
          });
        }
      }
      assert.deepEqual(other.asked, []);
      assert.deepEqual(
        server.asked.filter(({ url }) => url !== '/'),
        [],
      );
    });
  }

  for (const as of ['plain', 'gzip'] as const) {
    it(`closes the connection on an answer without an end (${as})`, async () => {
      const all: Promise<number>[] = [];
      server.answer = (response) => void all.push(endless(response, as, json));
      for (const call of [calls['listApplications'], calls['createUploadGrant']]) {
        await assert.rejects(call!(), { failure: 'invalidResponse', detail: /more than 16777216 bytes/ });
      }
      for (const taken of await Promise.all(all)) assert.ok(taken < 32 * 1024 * 1024, `${taken} bytes`);
      assert.equal(all.length, 2);
    });
  }

  it('reads nothing more of a bomb than it may: 255 KB that would be 250 MB', async () => {
    const bomb = Buffer.concat(Array.from({ length: 25 }, () => gzipSync(Buffer.alloc(10_000_000, ' '))));
    answer(bomb, { 'Content-Encoding': 'gzip' });
    for (const call of Object.values(calls)) await assert.rejects(call(), { failure: 'invalidResponse' });
  });

  it('reads gzip, and no other encoding', async () => {
    const body = Buffer.from(applications([{ ApplicationId: 'service-1' }]));
    answer(gzipSync(body), { 'Content-Encoding': 'gzip' });
    assert.equal((await tem.listApplications({ connection, region }, { signal: never() })).length, 1);
    const damaged = gzipSync(body);
    damaged.fill(7, 12, 20);
    for (const [encoding, sent] of [
      ['deflate', deflateSync(body)],
      ['br', brotliCompressSync(body)],
      ['gzip, gzip', gzipSync(gzipSync(body))],
      ['gzip', damaged],
      ['gzip', gzipSync(body).subarray(0, -12)],
      ['gzip', body],
      ['gzip', Buffer.alloc(0)],
    ] as const) {
      answer(sent, { 'Content-Encoding': encoding });
      await assert.rejects(
        tem.listApplications({ connection, region }, { signal: never() }),
        { failure: 'invalidResponse' },
        encoding,
      );
    }
  });

  it('does not care what an answer says that it is', async () => {
    for (const type of ['text/event-stream', 'text/html', 'x', 'application/json; charset=latin1']) {
      answer(applications([{ ApplicationId: 'service-1' }]), { 'Content-Type': type });
      assert.equal((await tem.listApplications({ connection, region }, { signal: never() })).length, 1, type);
    }
    for (const [status, failure] of [
      [204, 'invalidResponse'],
      [205, 'invalidResponse'],
      [304, 'invalidResponse'],
      [407, 'proxy'],
      [502, 'busy'],
      [799, /./],
    ] as const) {
      server.answer = (response) => response.writeHead(status, { 'Content-Type': 'text/event-stream' }).end();
      await assert.rejects(tem.listApplications({ connection, region }, { signal: never() }), {
        name: 'AppError',
        failure,
      });
    }
  });

  it('tells a connection that is lost in the middle at once', async () => {
    for (const headers of [{ 'Content-Length': '9000' }, {}]) {
      server.answer = (response) => {
        response.writeHead(200, headers).write('{"Response":', () => response.destroy());
      };
      await assert.rejects(tem.listApplications({ connection, region }, { signal: never() }), { failure: 'offline' });
    }
  });

  it('refuses a page with more rows than were asked for', async () => {
    const rows = Array.from({ length: 101 }, (_, n) => ({ ApplicationId: `service-${n}`, EnvironmentId: `en-${n}` }));
    answer(applications(rows));
    for (const name of ['listApplications', 'findApplications', 'describeApplication', 'listEnvironments']) {
      await assert.rejects(calls[name]!(), { failure: 'invalidResponse', detail: /101 items/ });
    }
    answer(applications(rows.slice(1)));
    assert.equal((await tem.listApplications({ connection, region }, { signal: never() })).length, 100);
  });

  it('ends with a region that never ends', async () => {
    server.answer = (response, { body }) => {
      const { Offset } = JSON.parse(body) as { Offset: number };
      const rows = Array.from({ length: 2 }, (_, n) => ({ ApplicationId: `service-${Offset + n}` }));
      response.writeHead(200, json).end(applications(rows, 1e9));
    };
    const quick = new TemClient({ clock: { sleep: () => Promise.resolve(), now: () => (ticks += 1e6) } });
    let ticks = 0;
    assert.equal((await quick.listApplications({ connection, region }, { signal: never() })).length, 400);
    assert.equal(server.asked.length, 200);
  });

  it('leaves out the rows that nobody could ask for, and none of the others', async () => {
    const good = { ApplicationId: 'service-1', ApplicationName: 'a\uD800b', Description: 'x'.repeat(1_000_000) };
    const versions = [{ EnvironmentId: '\uDC00', EnvironmentName: '\uDC00' }];
    answer(
      applications([
        { ApplicationId: '\uD800' },
        { ApplicationId: 'x\uDC00y' },
        { ApplicationId: 'x'.repeat(10_000) },
        { ApplicationId: 'x\ny' },
        { ...good, ActiveVersions: versions },
      ]),
    );
    const [found, ...rest] = await tem.listApplications({ connection, region }, { signal: never() });
    assert.deepEqual(rest, []);
    assert.equal(found?.id, 'service-1');
    assert.equal(found.name, 'a\uFFFDb');
    assert.equal(found.description.length, 1000);
    for (const word of JSON.stringify(found)) encodeURIComponent(word);
    assert.equal(found.versions[0]?.environmentId, '');
  });

  it('shows no request id that is none', async () => {
    for (const odd of ['x'.repeat(200_000), 'a b', 'a\u001b[31m', '<b>', '', {}]) {
      answer(result(null, odd));
      await assert.rejects(calls['createUploadGrant']!(), (error: AppError) => {
        return error.failure === 'noGrant' && error.requestId === undefined;
      });
      answer(JSON.stringify({ Response: { Error: { Code: 'InternalError.x', Message: 'm' }, RequestId: odd } }));
      await assert.rejects(calls['checkCredential']!(), (error: AppError) => {
        return error.failure === 'failedInside' && error.requestId === undefined;
      });
    }
  });
});
