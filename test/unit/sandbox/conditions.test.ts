import assert from 'node:assert/strict';
import type { CosToken } from 'tencentcloud-sdk-nodejs/tencentcloud/services/tem/v20210701/tem_models';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { cosToken, type Reply, send, signed, temClient } from './clients';

const KIB = 1024;

describe('sandbox: a slow link', () => {
  let sandbox: Sandbox;
  let token: CosToken;
  beforeEach(async () => {
    sandbox = await Sandbox.start();
    token = await cosToken(sandbox);
  });
  afterEach(() => sandbox.stop());

  const put = (bytes: number): Promise<Reply> =>
    send(`${sandbox.cosUrl}/${token.FullPath}`, {
      method: 'PUT',
      headers: signed(token, { method: 'PUT', path: `/${token.FullPath}` }),
      body: Buffer.alloc(bytes),
    });
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };

  it('waits for the latency of a request, more for the first of a connection', async () => {
    sandbox.conditions.latency = 60;
    assert.ok((await timed(() => temClient(sandbox).DescribeEnvironments({}))) >= 59);
    sandbox.conditions.connectionLatency = 60;
    assert.ok((await timed(() => put(1))) >= 119);
  });

  it('lets bytes through at the bandwidth, up and down', async () => {
    sandbox.conditions.bandwidth = 2000 * KIB;
    // 400 KiB at 2000 KiB/s take 200 ms, less the 20 ms of credit.
    assert.ok((await timed(() => put(400 * KIB))) >= 175);
    const headers = signed(token, { method: 'GET', path: `/${token.FullPath}` });
    assert.ok((await timed(() => send(`${sandbox.cosUrl}/${token.FullPath}`, { headers }))) >= 175);
  });

  it('gives every connection its own bandwidth, and all of them the shared one', async () => {
    sandbox.conditions.bandwidth = 2000 * KIB;
    const alone = await timed(() => Promise.all([put(400 * KIB), put(400 * KIB), put(400 * KIB)]));
    sandbox.conditions.bandwidth = 0;
    sandbox.conditions.sharedBandwidth = 2000 * KIB;
    const shared = await timed(() => Promise.all([put(400 * KIB), put(400 * KIB), put(400 * KIB)]));
    assert.ok(shared >= 575, `${shared} ms`);
    assert.ok(alone < shared, `${alone} ms < ${shared} ms`);
  });

  it('reads slowly, so that an uploader feels it', async () => {
    sandbox.conditions.bandwidth = 64 * KIB;
    const arrived = sandbox.requests.arrival('PutObject');
    const upload = put(64 * KIB * KIB).catch(() => 'stopped');
    await arrived;
    const ended = sandbox.requests.next('PutObject');
    await timed(() => temClient(sandbox).DescribeEnvironments({}));
    await sandbox.stop();
    assert.equal(await upload, 'stopped');
    const record = await ended;
    assert.equal(record.outcome, 'aborted');
    assert.ok(record.received < 1024 * KIB, `${record.received} bytes were read`);
  });
});
