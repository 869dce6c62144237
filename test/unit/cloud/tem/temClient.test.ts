import assert from 'node:assert/strict';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import type { Connection } from '../../../../src/core/model';
import type { Sandbox } from '../../../../src/sandbox/sandbox';
import { practiceSeed } from '../../../../src/sandbox/practiceSeed';
import type { Application } from '../../../../src/sandbox/world';
import { applicationId, never, region, startPractice, type Practice } from '../practice';

const request = { applicationId, packageName: 'orders-1.4.2.jar', version: '20261123120500' };
const noWait = { sleep: () => Promise.resolve() };

describe('TemClient on the sandbox', () => {
  let practice: Practice;
  let sandbox: Sandbox;
  let connection: Connection;
  const tem = new TemClient();

  beforeEach(async () => {
    practice = await startPractice();
    ({ sandbox, connection } = practice);
  });
  afterEach(() => sandbox.stop());

  const grant = (client = tem, signal = never()) =>
    client.createUploadGrant({ connection, region, ...request }, { signal });
  const withKey = (change: Partial<Connection['credential']>): Connection => ({
    ...connection,
    credential: { ...connection.credential, ...change },
  });

  it('lists applications with what runs where', async () => {
    const applications = await tem.listApplications({ connection, region }, { signal: never() });
    const orders = applications.find(({ id }) => id === applicationId);
    assert.equal(applications.length, 5);
    assert.deepEqual(orders, {
      id: applicationId,
      name: 'orders',
      description: 'Takes and tracks orders',
      language: 'JAVA',
      deployMode: 'JAR',
      hasAuthority: true,
      versions: [
        {
          environmentId: 'en-gz7test1',
          environmentName: 'shop-test',
          versionName: '20261108093012',
          status: 'Running',
          currentInstances: 1,
          expectedInstances: 1,
          deploying: false,
        },
        {
          environmentId: 'en-gz7prod1',
          environmentName: 'shop-prod',
          versionName: '20261019160455',
          status: 'Running',
          currentInstances: 2,
          expectedInstances: 2,
          deploying: false,
        },
      ],
    });
  });

  it('brings all of 250 applications, each once', async () => {
    const [account] = sandbox.world.accounts;
    const found = account?.regions.find(({ id }) => id === region);
    const [pattern] = found?.applications ?? [];
    assert.ok(found && pattern);
    found.applications = Array.from({ length: 250 }, (_, n): Application => ({ ...pattern, id: `service-${n}` }));
    const ids = (await tem.listApplications({ connection, region }, { signal: never() })).map(({ id }) => id);
    assert.deepEqual(
      ids,
      Array.from({ length: 250 }, (_, n) => `service-${n}`),
    );
  });

  it('checks a key with one small request', async () => {
    await tem.checkCredential({ connection, region }, { signal: never() });
    assert.deepEqual(
      sandbox.requests.all.map(({ kind, status }) => [kind, status]),
      [['DescribeApplications', 200]],
    );
  });

  it('says why a key is refused', async () => {
    const unknown = tem.checkCredential(
      { connection: withKey({ secretId: 'AKIDnobodyKnowsThisOne00000000' }), region },
      { signal: never() },
    );
    await assert.rejects(unknown, { failure: 'unknownKey', requestId: /./ });
    const wrong = tem.checkCredential(
      { connection: withKey({ secretKey: 'notTheKeyOfThisAccountAtAll0000' }), region },
      { signal: never() },
    );
    await assert.rejects(wrong, { failure: 'wrongKey', requestId: /./ });
    const elsewhere = tem.checkCredential({ connection, region: 'ap-nowhere' }, { signal: never() });
    await assert.rejects(elsewhere, { failure: 'unsupportedRegion' });
  });

  it('says so of a key that no request can carry, and asks nobody', async () => {
    const ask = (change: Partial<Connection['credential']>) =>
      tem.checkCredential({ connection: withKey(change), region }, { signal: never() });
    for (const odd of ['我的密钥', 'AKID\nx', 'AKID x', 'AKIDé', 'x'.repeat(60_000)]) {
      await assert.rejects(ask({ secretId: odd }), { failure: 'unknownKey' }, odd.slice(0, 20));
      await assert.rejects(ask({ token: odd }), { failure: 'expiredKey' }, odd.slice(0, 20));
    }
    assert.equal(sandbox.requests.of('DescribeApplications').length, 0);
  });

  it('says that the clock is off', async () => {
    const ahead = await startPractice({ now: () => Date.now() + 6 * 60_000 });
    try {
      await assert.rejects(tem.checkCredential({ connection: ahead.connection, region }, { signal: never() }), {
        failure: 'clockSkewed',
      });
    } finally {
      await ahead.sandbox.stop();
    }
  });

  it('names the permission that is missing', async () => {
    for (const account of sandbox.world.accounts) account.actions = ['tem:Describe*'];
    await assert.rejects(grant(), { failure: 'denied', detail: /tem:CreateCosToken/, requestId: /./ });
  });

  it('gets leave to store a package', async () => {
    const before = Math.floor(Date.now() / 1000);
    const { credential, startsAt, expiresAt, ...place } = await grant();
    assert.deepEqual(place, {
      bucket: 'tem-ap-guangzhou-1300555551',
      region,
      key: 'tem/pkg/1300555551/service-gn54vdy6/20261123120500/orders-1.4.2.jar',
    });
    assert.ok(startsAt >= before && startsAt <= before + 5);
    assert.equal(expiresAt - startsAt, 1800);
    assert.ok(credential.secretId && credential.secretKey && credential.token);
  });

  it('gets leave to list and read all packages of an application', async () => {
    sandbox.conditions.keyLeadingSlash = true;
    const asked = { applicationId, packageName: 'package.jar' };
    const { credential, expiresAt, startsAt, ...place } = await tem.createReadGrant(
      { connection, region, ...asked },
      { signal: never() },
    );
    assert.deepEqual(place, {
      bucket: 'tem-ap-guangzhou-1300555551',
      region,
      prefix: 'tem/pkg/1300555551/service-gn54vdy6/',
    });
    assert.ok(credential.token && expiresAt > startsAt);
  });

  it('reads every form of the times and of the path alike', async () => {
    sandbox.conditions.keyLeadingSlash = true;
    for (const format of ['seconds', 'milliseconds', 'datetime'] as const) {
      sandbox.conditions.tokenTimeFormat = format;
      const { key, startsAt, expiresAt } = await grant();
      assert.match(key, /^tem\/pkg\//);
      assert.ok(Math.abs(startsAt - Date.now() / 1000) < 5, format);
      assert.equal(expiresAt - startsAt, 1800, format);
    }
  });

  it('tells what an answer without a grant means', async () => {
    sandbox.conditions.nullResult = true;
    await assert.rejects(grant(), { failure: 'noGrant', requestId: /./ });
    sandbox.conditions.microserviceOffline = true;
    await assert.rejects(grant(), { failure: 'serviceAway', requestId: /./ });
    const other = tem.createUploadGrant(
      { connection, region, ...request, applicationId: 'service-none' },
      { signal: never() },
    );
    await assert.rejects(other, { failure: 'notFound', requestId: /./ });
    const capitals = tem.createUploadGrant(
      { connection, region, ...request, version: '1.0-SNAPSHOT' },
      { signal: never() },
    );
    await assert.rejects(capitals, { failure: 'versionNotLower', detail: /lower case/ });
  });

  it('takes it for an answer that nothing runs in an environment', async () => {
    const effect = { type: 'status', status: 200, code: 'ResourceNotFound.ServiceRunningVersionNotFound' } as const;
    sandbox.conditions.faults = [{ service: 'tem', nth: 1, times: Infinity, effect }];
    assert.equal(
      await tem.describeDeployed({ connection, region, applicationId, environmentId: 'en-dev' }, { signal: never() }),
      undefined,
    );
    assert.deepEqual(
      await tem.listInstances({ connection, region, applicationId, environmentId: 'en-dev' }, { signal: never() }),
      [],
    );
    await assert.rejects(tem.listApplications({ connection, region }, { signal: never() }), {
      failure: 'notRunningHere',
    });
  });

  it('gives a key also where it is asked with a SourceChannel', async () => {
    const { key } = await grant(new TemClient({ sourceChannel: () => 3 }));
    assert.match(key, /^tem\/pkg\//);
  });

  it('gives a signed link to a package, and says so where TEM gives none', async () => {
    const link = await tem.packageDownloadUrl({ connection, region, ...request }, { signal: never() });
    assert.match(link, /\/20261123120500\/orders-1\.4\.2\.jar\?.*q-signature=/);
    sandbox.conditions.nullResult = true;
    const none = tem.packageDownloadUrl({ connection, region, ...request }, { signal: never() });
    await assert.rejects(none, { failure: 'noLink', requestId: /./ });
  });

  it('asks again while TEM is busy, but not for ever', async () => {
    const patient = new TemClient({ clock: noWait });
    const busy = { type: 'status', status: 200, code: 'InternalError.DefaultInternalError' } as const;
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, effect: busy }];
    await grant(patient);
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, times: Infinity, effect: busy }];
    await assert.rejects(grant(patient), { failure: 'busy', requestId: /./ });
    assert.equal(sandbox.requests.of('CreateCosToken').length, 4);
  });

  it('waits and asks again when TEM is asked too often', async () => {
    const pauses: number[] = [];
    const client = new TemClient({ clock: { sleep: (ms) => Promise.resolve(void pauses.push(ms)), random: () => 1 } });
    const effect = { type: 'status', status: 200, code: 'RequestLimitExceeded' } as const;
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, times: 4, effect }];
    await grant(client);
    assert.deepEqual(pauses, [500, 1000, 2000, 4000]);
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, times: Infinity, effect }];
    await assert.rejects(grant(client), { failure: 'throttled' });
  });

  it('stays below 20 requests a second without being told', async () => {
    await Promise.all(Array.from({ length: 25 }, () => grant()));
    const answers = sandbox.requests.of('CreateCosToken');
    assert.equal(answers.length, 25);
    assert.deepEqual(
      answers.filter(({ code }) => code),
      [],
    );
  });

  it('ends at once when cancelled, and the request with it', async () => {
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    const stop = new AbortController();
    const arrived = sandbox.requests.arrival('CreateCosToken');
    const ended = sandbox.requests.next('CreateCosToken');
    const pending = grant(tem, stop.signal);
    await arrived;
    const began = performance.now();
    stop.abort();
    await assert.rejects(pending, { failure: 'cancelled' });
    assert.ok(performance.now() - began < 100);
    await ended;
    await assert.rejects(grant(tem, stop.signal), { failure: 'cancelled' });
  });

  it('does not wait for ever', async () => {
    sandbox.conditions.faults = [{ kind: 'CreateCosToken', nth: 1, effect: { type: 'hang', when: 'afterBody' } }];
    await assert.rejects(grant(new TemClient({ timeoutMs: 100 })), { failure: 'timedOut' });
  });

  it('says what a broken answer is', async () => {
    const fault = (effect: Sandbox['conditions']['faults'][number]['effect']) => {
      sandbox.conditions.faults = [{ service: 'tem', nth: 1, times: Infinity, effect }];
    };
    const quick = new TemClient({ clock: noWait });
    fault({ type: 'garbage' });
    await assert.rejects(grant(quick), { failure: 'invalidResponse' });
    fault({ type: 'reset', when: 'beforeAnswer' });
    await assert.rejects(grant(quick), { failure: 'offline' });
    fault({ type: 'truncateAnswer' });
    await assert.rejects(grant(quick), { failure: 'offline' });
  });

  it('says that nothing can be reached', async () => {
    await sandbox.stop();
    await assert.rejects(grant(), { failure: 'offline', detail: /ECONNREFUSED|refused/ });
    const nowhere = { ...connection, endpoints: { tem: 'http://tem.invalid' } };
    await assert.rejects(tem.checkCredential({ connection: nowhere, region }, { signal: never() }), {
      failure: 'offline',
    });
    const noUrl = { ...connection, endpoints: { tem: 'tem.tencentcloudapi.com' } };
    await assert.rejects(tem.checkCredential({ connection: noUrl, region }, { signal: never() }), {
      failure: 'invalid',
    });
    await assert.rejects(
      tem.checkCredential({ connection: { ...connection, endpoints: {} }, region }, { signal: never() }),
      {
        failure: 'offline',
      },
    );
  });

  it('keeps off the proxy of the environment, which is for VS Code to read', async () => {
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    try {
      await tem.checkCredential({ connection, region }, { signal: never() });
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });

  it('signs in with a temporary key only when its token comes along', async () => {
    const seed = practiceSeed();
    for (const account of seed.accounts) account.token = 'temporaryTokenOfTheTestAccount';
    const temporary = await startPractice({ seed });
    try {
      const { credential } = temporary.connection;
      const whole = { ...credential, token: 'temporaryTokenOfTheTestAccount' };
      await tem.checkCredential(
        { connection: { ...temporary.connection, credential: whole }, region },
        { signal: never() },
      );
      await assert.rejects(tem.checkCredential({ connection: temporary.connection, region }, { signal: never() }), {
        name: 'AppError',
      });
    } finally {
      await temporary.sandbox.stop();
    }
  });
});
