import assert from 'node:assert/strict';
import { checkLink } from '../../../../src/cloud/cos/signedLink';
import { TemClient } from '../../../../src/cloud/tem/temClient';
import { applicationId, never, region, startPractice } from '../practice';

const own = { endpoints: {} };
const sandbox = { endpoints: { tem: 'http://127.0.0.1:4100', cos: 'http://127.0.0.1:4101' } };
const signed = '/a.jar?q-sign-time=1;2&q-signature=0f';

describe('a link that TEM signed', () => {
  it('is passed on as it is where it leads to the store over TLS', () => {
    const link = `https://b-1250000000.cos.ap-guangzhou.myqcloud.com${signed}`;
    assert.equal(checkLink(link, own), link);
    assert.equal(checkLink(link.replace('https', 'http'), own), link);
  });

  it('is none when it is any other text', () => {
    const host = 'https://b.cos.test';
    for (const link of [
      'nonsense',
      'javascript:alert(1)',
      'file:///etc/passwd',
      'ftp://b.cos.test/a',
      'https://',
      `https://user:word@b.cos.test${signed}`,
      `${host}/a b`,
      `${host}/a\nrm -rf ~\n`,
      `${host}/a\u001b[2J`,
      `${host}/a\u0085`,
      `${host}/\u202egnp.jar`,
      `${host}/\ud800`,
      `${host}/${'a'.repeat(9000)}`,
      ` ${host}/a`,
    ]) {
      assert.throws(() => checkLink(link, own), { failure: 'invalidResponse' }, JSON.stringify(link.slice(0, 80)));
    }
  });

  const inward = [
    'http://127.0.0.1:8080',
    'https://127.9.9.9',
    'http://2130706433',
    'http://0x7f.1',
    'http://localhost',
    'https://a.localhost.',
    'http://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://0.0.0.0',
    'https://10.0.0.1',
    'https://169.254.0.23',
    'https://192.168.1.1',
    'https://[fd00::1]',
    'https://intranet',
  ];
  it('leads neither to this machine nor into its network for an account of Tencent Cloud', () => {
    for (const host of inward) {
      assert.throws(
        () => checkLink(host + signed, own),
        { failure: 'invalidResponse', detail: /network of this/ },
        host,
      );
    }
  });

  it('leads to this machine where TEM itself is on it, and into the network where the store is', () => {
    for (const host of ['http://127.0.0.1:9', 'http://localhost', 'https://a.localhost.']) {
      assert.equal(checkLink(host + signed, sandbox), host + signed);
    }
    assert.throws(() => checkLink(`https://10.0.0.1${signed}`, sandbox), { failure: 'invalidResponse' });
    const within = { endpoints: { cos: 'https://10.0.0.5' } };
    assert.equal(checkLink(`https://10.0.0.1${signed}`, within), `https://10.0.0.1${signed}`);
    assert.throws(() => checkLink(`http://127.0.0.1${signed}`, within), { failure: 'invalidResponse' });
  });

  it('is looked at wherever it comes from TEM', async () => {
    const { sandbox: started, connection } = await startPractice();
    try {
      const request = { applicationId, packageName: 'orders-1.4.1.jar', version: '20261108093012' };
      const asked = (endpoints: typeof connection.endpoints) =>
        new TemClient().packageDownloadUrl(
          { connection: { ...connection, endpoints }, region, ...request },
          { signal: never() },
        );
      assert.match(await asked(connection.endpoints), /^http:\/\/127\.0\.0\.1:/);
    } finally {
      await started.stop();
    }
  });
});
