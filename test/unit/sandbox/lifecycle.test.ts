import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { Grants } from '../../../src/sandbox/grants';
import { practiceSeed } from '../../../src/sandbox/practiceSeed';
import { RequestLog } from '../../../src/sandbox/requestLog';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { cosToken, temClient } from './clients';

describe('sandbox: from start to stop', () => {
  it('takes the ports it is given, and frees them', async () => {
    const first = await Sandbox.start();
    const ports = { temPort: Number(new URL(first.temUrl).port), cosPort: Number(new URL(first.cosUrl).port) };
    await assert.rejects(Sandbox.start(ports), { code: 'EADDRINUSE' });
    await assert.rejects(Sandbox.start({ temPort: ports.temPort }), { code: 'EADDRINUSE' });
    await first.stop();
    const second = await Sandbox.start(ports);
    assert.equal(second.temUrl, first.temUrl);
    await second.stop();
  });

  it('closes idle and busy connections at once, and may be stopped twice', async () => {
    const sandbox = await Sandbox.start({ conditions: { latency: 60_000 } });
    const idle = connect(Number(new URL(sandbox.cosUrl).port), '127.0.0.1');
    await once(idle, 'connect');
    const arrived = sandbox.requests.arrival();
    const busy = assert.rejects(temClient(sandbox).DescribeApplications({}));
    await arrived;
    const never = sandbox.requests.next('CreateCosToken');
    const closed = once(idle, 'close');
    await Promise.all([sandbox.stop(), sandbox.stop()]);
    await closed;
    await busy;
    await assert.rejects(never, /stopped/);
    assert.equal(sandbox.requests.all[0]?.outcome, 'aborted');
  });

  it('refuses strangers without waiting for their bodies, of which it would keep up to 10 MB each', async () => {
    const sandbox = await Sandbox.start();
    const { host, port } = new URL(sandbox.temUrl);
    for (const line of [
      '',
      'Authorization: TC3-HMAC-SHA256 Credential=AKIDnobody/2026-11-25/tem/tc3_request, SignedHeaders=host, Signature=a\r\n',
    ]) {
      const stranger = connect(Number(port), '127.0.0.1');
      stranger.write(`POST / HTTP/1.1\r\nHost: ${host}\r\n${line}Content-Length: 1000000\r\n\r\n{`);
      const [answer] = (await once(stranger, 'data')) as [Buffer];
      assert.match(answer.toString(), /AuthFailure\.(InvalidAuthorization|SecretIdNotFound)/);
      stranger.destroy();
    }
    await sandbox.stop();
  });

  it('waits no longer than its deadline for the rest of a refused body, nor for one of TEM', async () => {
    const sandbox = await Sandbox.start({ bodyDeadline: 50 });
    const named = `TC3-HMAC-SHA256 Credential=${sandbox.credential.secretId}/2026-11-25/tem/tc3_request, SignedHeaders=host, Signature=a`;
    for (const [url, line] of [
      [sandbox.cosUrl, 'PUT /tem/pkg/a.jar HTTP/1.1'],
      [sandbox.temUrl, `POST / HTTP/1.1\r\nAuthorization: ${named}`],
    ] as const) {
      const { host, port } = new URL(url);
      const trickling = connect(Number(port), '127.0.0.1').resume();
      const gone = new Promise((resolve) => trickling.on('error', resolve).once('close', resolve));
      trickling.write(`${line}\r\nHost: ${host}\r\nContent-Length: 1000000\r\n\r\n{`);
      const timer = setInterval(() => trickling.write(' '), 10);
      await gone;
      clearInterval(timer);
      trickling.destroy();
    }
    await sandbox.stop();
  });

  it('holds a few hundred connections, however many are opened', async () => {
    const sandbox = await Sandbox.start();
    const port = Number(new URL(sandbox.temUrl).port);
    const sockets = Array.from({ length: 300 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
    const gone = sockets.map(
      (socket) => new Promise<void>((resolve) => socket.resume().once('close', () => resolve())),
    );
    let refused = 0;
    await new Promise<void>((resolve) => {
      for (const one of gone) void one.then(() => ++refused === 300 - 256 && resolve());
    });
    sockets.forEach((socket) => socket.end());
    await Promise.all(gone);
    await temClient(sandbox).DescribeApplications({});
    await sandbox.stop();
  });

  it('has another key at each start, and knows the one of an earlier start no more', async () => {
    const first = await Sandbox.start();
    const second = await Sandbox.start();
    for (const { credential } of [first, second]) {
      assert.match(`${credential.secretId} ${credential.secretKey}`, /^AKID[A-Za-z0-9]{32} [A-Za-z0-9]{32}$/);
    }
    assert.notEqual(first.credential.secretKey, second.credential.secretKey);
    const known = temClient(second, first.credential).DescribeApplications({});
    await assert.rejects(known, { code: 'AuthFailure.SecretIdNotFound' });
    await Promise.all([first.stop(), second.stop()]);
  });

  it('keeps the latest requests of however many, and a part of whatever text they name', () => {
    const log = new RequestLog();
    const record = { service: 'cos', outcome: 'answered', status: 200, time: 0, duration: 0, received: 0 } as const;
    const long = 'x'.repeat(16_000);
    for (let n = 0; n < 12_000; n++) log.add({ ...record, kind: long, key: long, requestId: String(n) });
    assert.equal(log.all.length, 10_000);
    assert.equal(log.all.at(-1)?.requestId, '11999');
    assert.ok(log.all.every(({ kind, key }) => kind.length === 1024 && key?.length === 1024));
  });

  it('keeps the latest temporary keys of however many', () => {
    const grants = new Grants(() => 0);
    const wanted = { bucket: 'b', region: 'r', scope: { type: 'write', key: 'k' }, home: 'h' } as const;
    const [first, second] = [grants.create(wanted, 1), grants.create(wanted, 1)];
    for (let n = 0; n < 9_999; n++) grants.create(wanted, 1);
    assert.equal(grants.find(first.secretId), undefined);
    assert.equal(grants.find(second.secretId), second);
  });

  it('refuses a seed without an account', async () => {
    await assert.rejects(Sandbox.start({ seed: { accounts: [] } }), /no account/);
  });

  it('copies its seed: what a test changes stays in its sandbox', async () => {
    const seed = practiceSeed();
    const sandbox = await Sandbox.start({ seed });
    sandbox.world.accounts[0]!.regions[0]!.applications.length = 0;
    assert.equal((await temClient(sandbox).DescribeApplications({})).Result?.Total, 0);
    assert.equal(seed.accounts[0]!.regions[0]!.applications.length, 5);
    await sandbox.stop();
  });

  it('lets accounts that share regions in the seed share them in the world', async () => {
    const account = practiceSeed().accounts[0]!;
    const sandbox = await Sandbox.start({ seed: { accounts: [account, { ...account, secretId: 'AKIDsecond' }] } });
    const [one, two] = sandbox.world.accounts;
    assert.equal(one?.regions, two?.regions);
    assert.notEqual(one?.regions, account.regions);
    await sandbox.stop();
  });

  it('has the practice packages in store, and logs requests without secrets', async () => {
    const sandbox = await Sandbox.start();
    assert.equal(sandbox.store.keys().length, 8);
    assert.equal(sandbox.store.keys('tem-ap-shanghai-1300555551').length, 1);
    const token = await cosToken(sandbox);
    const log = JSON.stringify(sandbox.requests.all);
    for (const secret of [sandbox.credential.secretKey, token.TmpSecretKey, token.SessionToken]) {
      assert.ok(!log.includes(secret));
    }
    await sandbox.stop();
  });
});
