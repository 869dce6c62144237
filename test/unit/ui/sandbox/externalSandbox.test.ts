import assert from 'node:assert/strict';
import { externalSandbox } from '../../../../src/ui/sandbox/externalSandbox';

describe('sandboxBeside', () => {
  const beside = { tem: 'http://127.0.0.1:4001', cos: 'http://127.0.0.1:4002', secretId: 'id', secretKey: 'key' };

  it('reads the sandbox another process runs', () => {
    assert.deepEqual(externalSandbox(JSON.stringify(beside)), {
      temUrl: beside.tem,
      cosUrl: beside.cos,
      credential: { secretId: 'id', secretKey: 'key' },
    });
  });

  const local = ['http://localhost:4001', 'http://[::1]:4001', 'http://127.9.9.9:4001/', 'http://127.1:4001'];
  for (const tem of local) {
    it(`takes ${tem}`, () => {
      assert.equal(externalSandbox(JSON.stringify({ ...beside, tem })).temUrl, new URL(tem).origin);
    });
  }

  const elsewhere = [
    'http://example.test:80',
    'http://127.0.0.1.evil.test',
    'http://localhost.evil.test',
    'http://evil-localhost',
    'http://127.0.0.1@evil.test',
    'http://localhost:80@evil.test/',
    'http://id:key@127.0.0.1:4001',
    'http://127.0.0.1\\@evil.test',
    'http://[::ffff:192.0.2.1]:4001',
    'http://[::ffff:127.0.0.1]:4001',
    'http://[::]:4001',
    'http://0.0.0.0:4001',
    'http://128.0.0.1',
    'http://127.0.0.1:4001/elsewhere',
    'http://127.0.0.1:4001/?to=evil.test',
    'https://127.0.0.1:4001',
    'file:///127.0.0.1',
    '//127.0.0.1',
    `http://127.0.0.1/${'x'.repeat(1_000_000)}`,
    '',
    null,
    4001,
    ['http://127.0.0.1:4001'],
  ];
  const texts = [
    ...['', 'x', '{}', '[]', 'null', '1', '"http://127.0.0.1"', '{"tem":', '['.repeat(100_000)],
    ...elsewhere.flatMap((url) => [JSON.stringify({ ...beside, tem: url }), JSON.stringify({ ...beside, cos: url })]),
    ...['', 'a b', 'a\r\nHost: evil.test', '\u00e9', 1, null].flatMap((key) => [
      JSON.stringify({ ...beside, secretId: key }),
      JSON.stringify({ ...beside, secretKey: key }),
    ]),
  ];
  for (const text of texts) {
    it(`refuses ${text.slice(0, 120)}`, () => assert.throws(() => externalSandbox(text), { failure: 'badEndpoint' }));
  }
});
