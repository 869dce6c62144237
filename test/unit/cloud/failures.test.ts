import assert from 'node:assert/strict';
import { cosFailure } from '../../../src/cloud/cos/cosFailure';
import { temUrl } from '../../../src/cloud/http/baseUrl';
import { certificateCodes } from '../../../src/cloud/http/certificateCodes';
import { redact } from '../../../src/cloud/http/redact';
import { temFailure } from '../../../src/cloud/tem/temFailure';
import { failureConsequences } from '../../../src/core/failureConsequences';
import { hostileTexts } from '../../fixtures/hostileTexts';
import { unsafeIn } from '../../fixtures/unsafeIn';

const credential = { secretId: 'AKIDaaaaaaaaaaaaaaaa', secretKey: 'theSecretKey', token: 'the+Session/Token==' };
const tem = (error: unknown) => temFailure(error, { action: 'CreateCosToken', credential });
const cos = (error: unknown) => cosFailure(error, { action: 'PutObject', credential });

describe('failures of the network', () => {
  for (const [code, message, failure] of [
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND h', 'offline'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN h', 'offline'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1', 'offline'],
    ['ECONNRESET', 'socket hang up', 'offline'],
    ['EPIPE', 'write EPIPE', 'offline'],
    ['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', 'timedOut'],
    ['ESOCKETTIMEDOUT', 'ESOCKETTIMEDOUT', 'timedOut'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames: h", 'certificate'],
    ['EPROTO', 'write EPROTO wrong version number', 'offline'],
    ['HPE_INVALID_CONSTANT', 'Parse Error: Expected HTTP/', 'invalidResponse'],
    ['ECONNRESET', 'tunneling socket could not be established, statusCode=407', 'proxy'],
    ['Error', 'tunneling socket could not be established, cause=connect ECONNREFUSED 127.0.0.1:3128', 'proxy'],
    ['Error', 'Proxy connection timed out', 'proxy'],
    ['', 'Failed to establish a socket connection to proxies: ["PROXY 127.0.0.1:3128"]', 'proxy'],
  ] as const) {
    it(`${code} (${message}) is ${failure}`, () => {
      assert.equal(cos({ code, message }).failure, failure);
      // The TEM SDK keeps the words and drops the code.
      const words = { message: `request to https://tem.tencentcloudapi.com/ failed, reason: ${message}` };
      if (message !== 'ESOCKETTIMEDOUT') assert.equal(tem(words).failure, failure);
    });
  }

  it('knows what the TEM SDK says of its own', () => {
    assert.equal(tem({ message: 'network timeout at: https://tem.tencentcloudapi.com/' }).failure, 'timedOut');
    assert.equal(tem({ message: 'request to https://h/ failed, reason: ' }).failure, 'offline');
    assert.equal(
      tem(new TypeError("Cannot read properties of undefined (reading 'Error')")).failure,
      'invalidResponse',
    );
    assert.equal(tem(undefined).failure, 'invalidResponse');
    assert.equal(cos(undefined).failure, 'internal');
    assert.equal(cos(new TypeError('x is not a function')).failure, 'internal');
  });
});

describe('failures of this machine, and codes that nobody has listed', () => {
  const failureOf = (code: string) => [
    cos({ code, message: `connect ${code} 10.0.0.1:443` }).failure,
    tem({ code, message: 'x' }).failure,
  ];

  it('are no refusal of Tencent Cloud, and what has arrived stays', () => {
    for (const [codes, failure] of [
      ['EACCES EPERM', 'blockedHere'],
      ['EMFILE ENFILE ENOBUFS ENOMEM', 'tooManyOpen'],
      ['ETIMEOUT ESERVFAIL ENODATA ECANCELED ENONET EINVAL EAI_NONAME ENOENT EUNHEARDOF UV_UNHEARD_OF', 'offline'],
      ['ERR_SOCKET_CLOSED ERR_SOCKET_CONNECTION_TIMEOUT ERR_SOCKET_BAD_PORT ERR_STREAM_WRITE_AFTER_END', 'offline'],
    ] as const) {
      for (const code of codes.split(' ')) {
        assert.deepEqual(failureOf(code), [failure, failure], code);
        assert.ok(
          failureConsequences[failure].isKept && ['same', 'slower'].includes(failureConsequences[failure].again),
          code,
        );
      }
    }
    for (const code of ['ERR_INVALID_CHAR', 'ERR_HTTP_INVALID_HEADER_VALUE', 'ERR_UNESCAPED_CHARACTERS'])
      assert.deepEqual(failureOf(code), ['internal', 'internal'], code);
  });

  it('of a certificate are a failure of their own, which no time heals', () => {
    assert.equal(certificateCodes.length, 30);
    for (const code of certificateCodes) assert.deepEqual(failureOf(code), ['certificate', 'certificate'], code);
    assert.equal(failureConsequences.certificate.again, 'no');
    assert.ok(failureConsequences.certificate.isKept);
  });
});

describe('redact', () => {
  it('hides keys, tokens, signatures and what URLs carry', () => {
    const { secretId, secretKey, token } = credential;
    for (const [text, shown] of [
      [`key ${secretKey}!`, 'key …!'],
      [`id ${secretId} and ${encodeURIComponent(token)}`, 'id … and …'],
      ['GET https://h/a.jar?q-signature=abc&x=1 failed', 'GET https://h/a.jar?… failed'],
      ['http://me:pass@proxy:3128 refused', 'http://…@proxy:3128 refused'],
      ['q-ak=AKIDzzzzzzzzzzzzzzzz&q-signature=0123', 'q-ak=…&q-signature=…'],
      ['"x-cos-security-token": "abc"', '"x-cos-security-token": "…"'],
      ['Authorization: q-sign-algorithm=sha1', 'Authorization: …'],
      [`a ${'Zm9v'.repeat(30)} b`, 'a … b'],
      ['two\r\n\tlines\u0000', 'two lines'],
      ['tem/pkg/1300555551/service-gn54vdy6/20261123120500/orders-1.4.2.jar', undefined],
    ] as const) {
      assert.equal(redact(text, [credential]), shown ?? text);
    }
    assert.ok(redact('long words '.repeat(200), []).length < 500);
  });

  it('shows no half of a secret where a long text is cut', () => {
    const { secretKey, token } = credential;
    for (const secret of [secretKey, encodeURIComponent(token)]) {
      for (let before = 2000; before < 2060; before++) {
        // What is taken out makes room: the cut would come to light.
        const url = `https://h/?${'a'.repeat(before - 12 - secret.length)} ${secret} and more`.padEnd(5000, ' words');
        assert.ok(!redact(url, [credential]).includes(secret.slice(0, 4)), `${before}: ${redact(url, [credential])}`);
      }
    }
  });

  it('takes no longer for a megabyte than for a moment, whatever is in it', () => {
    for (const [name, text] of Object.entries(hostileTexts)) {
      const started = performance.now();
      const failures = [tem({ code: text, message: text }), cos({ code: text, message: text })];
      const ms = performance.now() - started;
      assert.ok(ms < 500, `${name}: ${ms.toFixed()} ms`);
      for (const { message } of failures) assert.equal(unsafeIn(message, 'line'), undefined, name);
    }
  });
});

describe('temUrl', () => {
  it('knows both sites and keeps the port of a setting', () => {
    const { host } = temUrl({ site: 'china', endpoints: {} });
    assert.equal(host, 'tem.tencentcloudapi.com');
    assert.equal(temUrl({ site: 'international', endpoints: {} }).host, 'tem.intl.tencentcloudapi.com');
    const own = temUrl({ site: 'china', endpoints: { tem: 'http://127.0.0.1:8080/' } });
    assert.deepEqual(own, { protocol: 'http:', host: '127.0.0.1:8080' });
    assert.throws(() => temUrl({ site: 'china', endpoints: { tem: 'ftp://h' } }), { failure: 'invalid' });
  });
});
