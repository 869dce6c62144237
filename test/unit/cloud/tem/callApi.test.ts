import assert from 'node:assert/strict';
import { RoleCredentials } from '../../../../src/cloud/sts/roleCredentials';
import { StsClient } from '../../../../src/cloud/sts/stsClient';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import type { Connection, Credential } from '../../../../src/core/model';
import { HostileServer, type Asked } from '../hostileServer';
import { applicationId, never, region, startPractice } from '../practice';

const clock = { sleep: () => Promise.resolve(), random: () => 0 };
const grantRequest = { region, applicationId, packageName: 'orders-of-acme-1.4.2.jar', version: 'release-of-acme' };

describe('the log of calls to TEM and STS', () => {
  let lines: string[];
  const log = { debug: (line: string) => void lines.push(line) };
  beforeEach(() => (lines = []));

  it('has a line for each attempt, with its RequestId, and one for the wait between', async () => {
    const { sandbox, connection } = await startPractice();
    try {
      const busy = { type: 'status', status: 200, code: 'InternalError.DefaultInternalError' } as const;
      sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, effect: busy }];
      const tem = new TemClient({ clock, log });
      const { credential } = await tem.createUploadGrant({ connection, ...grantRequest }, { signal: never() });
      const shown = lines.map((line) => line.replace(/\d+ ms,/, 'N ms,').replace(/[0-9a-f-]{36}$/, 'ID'));
      assert.deepEqual(shown, [
        `TEM CreateCosToken ${region}: busy (InternalError.DefaultInternalError), N ms, attempt 1, RequestId ID`,
        `TEM CreateCosToken ${region}: attempt 1 failed, next in 250 ms: busy`,
        `TEM CreateCosToken ${region}: ok, N ms, attempt 2, RequestId ID`,
      ]);
      const secrets = [...secretsOf(connection.credential), ...secretsOf(credential)];
      for (const secret of [...secrets, grantRequest.packageName, grantRequest.version])
        for (const line of lines) assert.ok(!line.includes(secret), line);
    } finally {
      await sandbox.stop();
    }
  });

  it('has a line for a call that is cancelled or finds nobody', async () => {
    const hostile = await HostileServer.start();
    const connection = connectionTo(hostile);
    hostile.stop();
    const tem = new TemClient({ clock, log });
    await assert.rejects(tem.checkCredential({ connection, region }, { signal: never() }), { failure: 'offline' });
    await assert.rejects(tem.checkCredential({ connection, region }, { signal: AbortSignal.abort() }), {
      failure: 'cancelled',
    });
    assert.match(
      lines[0] ?? '',
      /^TEM DescribeApplications ap-guangzhou: offline \(ECONNREFUSED\), \d+ ms, attempt 1$/,
    );
    assert.equal(lines.length, 1);
  });

  describe('holds no secret, nor what people typed, whatever a server sends back:', () => {
    let hostile: HostileServer;
    beforeEach(async () => (hostile = await HostileServer.start()));
    afterEach(() => hostile.stop());

    const echoes: Readonly<Record<string, (asked: Asked) => object>> = {
      'its message': (asked) => error('InternalError', said(asked), 'r-1'),
      'its code': (asked) => error(`InternalError.${said(asked)}`, 'x', 'r-1'),
      'its RequestId': (asked) => error('InternalError', 'x', String(asked.headers['x-tc-token'])),
      'the RequestId of a success': (asked) => ({ Result: null, RequestId: secretIdIn(asked) }),
    };
    for (const [where, echo] of Object.entries(echoes)) {
      it(where, async () => {
        const connection = connectionTo(hostile);
        hostile.answer = (response, asked) => response.end(JSON.stringify({ Response: echo(asked) }));
        const tem = new TemClient({ clock, log });
        const grant = tem.createUploadGrant({ connection, ...grantRequest }, { signal: never() });
        await assert.rejects(grant, { name: 'AppError' });
        const role = { arn: 'qcs::cam::uin/100001:roleName/deployer', sessionName: 'session-of-acme' };
        const roles = new RoleCredentials(new StsClient({ clock, log }), { now: () => 0 });
        await assert.rejects(roles.get({ ...connection, role }), { name: 'AppError' });
        assert.ok(lines.some((line) => line.startsWith('TEM ')) && lines.some((line) => line.startsWith('STS ')));
        const signatures = hostile.asked.map(
          ({ headers }) => /Signature=(\w+)/.exec(String(headers.authorization))?.[1],
        );
        const typed = [grantRequest.packageName, grantRequest.version, role.sessionName];
        for (const secret of [...secretsOf(connection.credential), ...typed, ...signatures]) {
          assert.ok(secret);
          for (const line of lines) assert.ok(!line.includes(secret), `${where}: ${line}`);
        }
      });
    }
  });
});

function secretsOf({ secretId, secretKey, token }: Credential): readonly string[] {
  return [secretId, secretKey, ...(token === undefined ? [] : [token])];
}

function connectionTo({ url }: HostileServer): Connection {
  const credential = { secretId: 'AKIDofTheCallLog', secretKey: 'theKeyOfTheCallLog', token: 'theTokenOfTheCallLog' };
  return { site: 'china', credential, endpoints: { tem: url } };
}

function error(Code: string, Message: string, RequestId: string): object {
  return { Error: { Code, Message }, RequestId };
}

function said({ headers, body }: Asked): string {
  return `${headers.authorization} ${String(headers['x-tc-token'])} ${body}`;
}

function secretIdIn({ headers }: Asked): string {
  return /Credential=([^/]+)/.exec(String(headers.authorization))?.[1] ?? '';
}
