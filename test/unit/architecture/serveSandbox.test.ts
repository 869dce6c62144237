import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { samplePackages } from '../../fixtures/makeSampleWorkspace';
import { serveSandbox } from '../../harness/serveSandbox';

describe('the sandbox of an extension that is debugged', () => {
  it('is named in a file of the environment that only its user reads, beside the sample workspace', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'tem-toolkit-'));
    const sandbox = await serveSandbox(folder);
    try {
      const file = path.join(folder, 'sandbox.env');
      const { TEM_TOOLKIT_SANDBOX: text = '' } = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
      const { secretId, secretKey } = sandbox.credential;
      assert.deepEqual(JSON.parse(text), { tem: sandbox.temUrl, cos: sandbox.cosUrl, secretId, secretKey });
      if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
      for (const jar of Object.values(samplePackages)) assert.ok(existsSync(path.join(folder, 'shop', jar)), jar);
    } finally {
      await sandbox.stop();
      await rm(folder, { recursive: true });
    }
  });
});
