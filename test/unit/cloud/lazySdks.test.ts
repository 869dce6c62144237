import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

describe('the Tencent SDKs', () => {
  it('are not loaded before the first call', () => {
    const clients = ['tem/temClient', 'cos/cosClient'].map((name) => require.resolve(`../../../src/cloud/${name}`));
    const program = `
      const [tem, cos] = ${JSON.stringify(clients)}.map((path) => require(path));
      new tem.TemClient();
      new cos.CosClient();
      console.log(JSON.stringify(Object.keys(require.cache).filter((path) => path.includes('node_modules'))));`;
    const loaded = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(loaded), []);
  });
});
