import assert from 'node:assert/strict';
import { TemClient } from '../../../src/cloud/tem/temClient';
import { checkCredential } from '../../../src/core/checkCredential';
import type { Credential } from '../../../src/core/model';
import { Sandbox } from '../../../src/sandbox/sandbox';

describe('checkCredential', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start();
  });
  afterEach(() => sandbox.stop());

  function check(credential: Credential, regions: readonly string[] = ['ap-guangzhou']): Promise<void> {
    const endpoints = { tem: sandbox.temUrl };
    const connection = { site: 'china', credential, endpoints } as const;
    return checkCredential({ tem: new TemClient() }, { connection, regions }, { signal: new AbortController().signal });
  }

  it('takes a key that TEM takes, also where the first region is not served', async () => {
    await check(sandbox.credential);
    await check(sandbox.credential, ['ap-nowhere', 'ap-shanghai']);
  });

  it('takes no key untried: with no region selected it asks in one that is served', async () => {
    const wrong = { ...sandbox.credential, secretKey: 'wrong' };
    await assert.rejects(check(wrong, []), { failure: 'wrongKey' });
    await assert.rejects(check(sandbox.credential, ['ap-nowhere']), { failure: 'unsupportedRegion' });
  });

  it('says why a key is refused, with the RequestId', async () => {
    const { secretKey } = sandbox.credential;
    await assert.rejects(check({ secretId: 'AKIDnobody', secretKey }), { failure: 'unknownKey', requestId: /./ });
    await assert.rejects(check({ ...sandbox.credential, secretKey: 'wrong' }), { failure: 'wrongKey', requestId: /./ });
    Object.assign(sandbox.world.accounts[0] ?? {}, { actions: [] });
    await assert.rejects(check(sandbox.credential), {
      failure: 'denied',
      requestId: /./,
      detail: /DescribeApplications/,
    });
  });

  it('says when the clock is off', async () => {
    await sandbox.stop();
    sandbox = await Sandbox.start({ now: () => Date.now() + 6 * 60_000 });
    await assert.rejects(check(sandbox.credential), { failure: 'clockSkewed', requestId: /./ });
  });
});
