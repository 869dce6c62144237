import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import type { Effect, Fault } from '../../../src/sandbox/fault';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { codeOf, cosToken, type Reply, send, signed, temClient } from './clients';

describe('sandbox: planned faults', () => {
  let sandbox: Sandbox;
  let token: CosToken;
  beforeEach(async () => {
    sandbox = await Sandbox.start();
    token = await cosToken(sandbox);
    sandbox.requests.clear();
  });
  afterEach(() => sandbox.stop());

  const plan = (effect: Effect, fields: Partial<Fault> = {}): void => {
    sandbox.conditions.faults = [{ service: 'cos', kind: 'PutObject', nth: 1, ...fields, effect }];
  };
  const call = (method: string, body?: string | Buffer): Promise<Reply> =>
    send(`${sandbox.cosUrl}/${token.FullPath}`, {
      method,
      headers: signed(token, { method, path: `/${token.FullPath}` }),
      ...(body !== undefined && { body }),
    });
  const put = (body: string | Buffer = 'abc'): Promise<Reply> => call('PUT', body);
  const stored = (): string | undefined => sandbox.store.get(token.Bucket, token.FullPath)?.bytes.toString();
  const networkError = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'none',
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
  const md5 = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;

  it('a reset before the body, after it, and after the deed', async () => {
    plan({ type: 'reset', when: 'beforeBody' });
    assert.match(await networkError(put(Buffer.alloc(9_000_000))), /ECONNRESET|EPIPE/);
    assert.ok((sandbox.requests.all[0]?.received ?? 1) === 0);
    assert.equal(stored(), undefined);
    plan({ type: 'reset', when: 'afterBody' });
    assert.equal(await networkError(put()), 'ECONNRESET');
    assert.equal(sandbox.requests.all[1]?.received, 3);
    assert.equal(stored(), undefined);
    plan({ type: 'reset', when: 'beforeAnswer' });
    assert.equal(await networkError(put()), 'ECONNRESET');
    assert.equal(stored(), 'abc');
    assert.deepEqual(
      sandbox.requests.all.map((one) => [one.outcome, one.status, one.effect]),
      Array(3).fill(['reset', 0, 'reset']),
    );
  });

  for (const when of ['beforeBody', 'afterBody', 'beforeAnswer'] as const) {
    it(`silence, ${when}, until the sandbox stops`, async () => {
      plan({ type: 'hang', when });
      const hung = sandbox.requests.next('PutObject');
      const error = networkError(put());
      assert.equal((await hung).outcome, 'hung');
      assert.equal(stored(), when === 'beforeAnswer' ? 'abc' : undefined);
      await sandbox.stop();
      assert.equal(await error, 'ECONNRESET');
    });
  }

  it('a status with an error code, and a success that carries an error', async () => {
    plan({ type: 'status', status: 503, code: 'SlowDown' });
    const slow = await put();
    assert.deepEqual([slow.status, codeOf(slow)], [503, 'SlowDown']);
    plan({ type: 'status', status: 200, code: 'InternalError', message: 'We tried.' });
    const odd = await put();
    assert.deepEqual([odd.status, codeOf(odd)], [200, 'InternalError']);
    assert.match(odd.body, /We tried\./);
    assert.equal(stored(), undefined);
    assert.deepEqual(
      sandbox.requests.all.map((one) => [one.status, one.code]),
      [
        [503, 'SlowDown'],
        [200, 'InternalError'],
      ],
    );
  });

  it('a corrupted body, whose sums are those of what is stored', async () => {
    plan({ type: 'corruptBody' });
    const reply = await put('abc');
    assert.equal(stored(), '`bc');
    assert.equal(reply.headers.etag, md5('`bc'));
    plan({ type: 'corruptBody' }, { kind: 'GetObject' });
    assert.equal((await call('GET')).body, 'abc');
    assert.equal((await call('GET')).body, '`bc');
  });

  it('a wrong ETag, a wrong CRC', async () => {
    plan({ type: 'wrongEtag' });
    const tagged = await put();
    assert.notEqual(tagged.headers.etag, md5('abc'));
    plan({ type: 'wrongCrc' });
    const summed = await put();
    assert.equal(summed.headers.etag, md5('abc'));
    assert.notEqual(summed.headers['x-cos-hash-crc64ecma'], (await call('HEAD')).headers['x-cos-hash-crc64ecma']);
    assert.equal(stored(), 'abc');
  });

  it('a truncated answer, with and without a body', async () => {
    plan({ type: 'truncateAnswer' });
    assert.notEqual(await networkError(put('0123456789')), 'none');
    assert.equal(stored(), '0123456789');
    plan({ type: 'truncateAnswer' }, { kind: 'GetObject' });
    assert.notEqual(await networkError(call('GET')), 'none');
    assert.equal((await call('GET')).body, '0123456789');
  });

  it('garbage instead of XML and of JSON', async () => {
    plan({ type: 'garbage' }, { kind: 'GetObject' });
    const reply = await call('GET');
    assert.deepEqual([reply.status, codeOf(reply)], [200, '']);
    sandbox.conditions.faults = [{ service: 'tem', nth: 1, effect: { type: 'garbage' } }];
    await assert.rejects(temClient(sandbox).DescribeApplications({}), /JSON|token/);
  });

  it('of the TEM API: an error code, an HTTP status', async () => {
    const effect = { type: 'status', status: 200, code: 'InternalError.ActionReadTimeout' } as const;
    sandbox.conditions.faults = [{ kind: 'DescribeApplications', nth: 1, effect }];
    await assert.rejects(temClient(sandbox).DescribeApplications({}), { code: 'InternalError.ActionReadTimeout' });
    sandbox.conditions.faults = [{ service: 'tem', nth: 1, effect: { ...effect, status: 502 } }];
    // What the SDK makes of it goes by whose HTTP is beneath it.
    await assert.rejects(temClient(sandbox).DescribeApplications({}));
    assert.equal(sandbox.requests.of('DescribeApplications').at(-1)?.status, 502);
  });

  const reset = { type: 'reset', when: 'afterBody' } as const;
  const effects: readonly Effect[] = [
    ...[reset, { ...reset, when: 'beforeBody' } as const, { ...reset, when: 'beforeAnswer' } as const],
    ...([200, 400, 403, 404, 409, 500, 503] as const).map(
      (status) => ({ type: 'status', status, code: 'Any' }) as const,
    ),
    ...(['corruptBody', 'wrongEtag', 'wrongCrc', 'truncateAnswer', 'garbage'] as const).map((type) => ({ type })),
  ];
  for (const effect of effects) {
    const { type } = effect;
    it(`${Object.values(effect).join(' ')}: leaves no request of any kind unsettled or unlogged`, async () => {
      const kinds = [
        ['PUT', ''],
        ['GET', ''],
        ['HEAD', ''],
        ['POST', '?uploads'],
        ['PUT', '?partNumber=1&uploadId=none'],
        ['GET', '?uploadId=none'],
        ['POST', '?uploadId=none'],
        ['DELETE', '?uploadId=none'],
        ['DELETE', ''],
      ] as const;
      plan(effect, { nth: 1, times: Infinity });
      sandbox.conditions.faults = sandbox.conditions.faults.map(({ kind: _kind, ...any }) => any);
      for (const [method, query] of kinds) {
        const headers = signed(token, { method, path: `/${token.FullPath}` });
        const url = `${sandbox.cosUrl}/${token.FullPath}${query}`;
        await send(url, { method, headers, ...(method.startsWith('P') && { body: 'abc' }) }).catch(() => undefined);
      }
      assert.equal(sandbox.requests.all.length, kinds.length);
      assert.ok(sandbox.requests.all.every((one) => one.effect === type && one.kind !== 'Unknown'));
    });
  }

  it('counts matching requests only, from nth on, as many times as it says', async () => {
    plan({ type: 'status', status: 500, code: 'InternalError' }, { nth: 2, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) {
      await call('HEAD');
      statuses.push((await put()).status);
    }
    assert.deepEqual(statuses, [200, 500, 500, 200, 200]);
    sandbox.conditions.faults = [
      { nth: 1, times: Infinity, effect: { type: 'status', status: 503, code: 'SlowDown' } },
    ];
    assert.deepEqual(
      [(await put()).status, (await call('HEAD')).status, (await call('DELETE')).status],
      [503, 503, 503],
    );
  });
});
