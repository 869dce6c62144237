import assert from 'node:assert/strict';
import { sandboxBeside } from '../../../src/ui/sandboxBeside';

describe('sandboxBeside', () => {
  const beside = { tem: 'http://127.0.0.1:4001', cos: 'http://127.0.0.1:4002', secretId: 'id', secretKey: 'key' };

  it('reads the sandbox another process runs', () => {
    assert.deepEqual(sandboxBeside(JSON.stringify(beside)), {
      temUrl: beside.tem,
      cosUrl: beside.cos,
      credential: { secretId: 'id', secretKey: 'key' },
    });
  });

  for (const text of [
    'x',
    '{}',
    JSON.stringify({ ...beside, tem: 'http://example.test:80' }),
    JSON.stringify({ ...beside, cos: 'http://127.0.0.1.example.test:80' }),
  ]) {
    it(`refuses ${text}`, () => assert.throws(() => sandboxBeside(text), { failure: 'badEndpoint' }));
  }
});
