import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listCliProfiles, readCliProfile } from '../../../../src/cloud/credentials/cliProfiles';
import { environmentCredential } from '../../../../src/cloud/credentials/environmentCredential';

describe("the environment's key", () => {
  const both = { TENCENTCLOUD_SECRET_ID: ' AKIDexample ', TENCENTCLOUD_SECRET_KEY: 'example' };

  it('is read with and without a token', () => {
    assert.deepEqual(environmentCredential(both), { secretId: 'AKIDexample', secretKey: 'example' });
    const temporary = { secretId: 'AKIDexample', secretKey: 'example', token: 't' };
    for (const name of ['TOKEN', 'SECURITY_TOKEN', 'SESSION_TOKEN', 'SECRET_TOKEN']) {
      assert.deepEqual(environmentCredential({ ...both, [`TENCENTCLOUD_${name}`]: ' t ' }), temporary, name);
    }
    const several = { ...both, TENCENTCLOUD_SECURITY_TOKEN: 'other', TENCENTCLOUD_TOKEN: 't' };
    assert.deepEqual(environmentCredential(several), temporary);
  });

  it('is none unless both parts are there', () => {
    assert.equal(environmentCredential({ ...both, TENCENTCLOUD_SECRET_KEY: ' ' }), undefined);
    assert.equal(environmentCredential({}), undefined);
  });
});

describe('profiles of the Tencent Cloud CLI', () => {
  let home: string;
  const profile = (name: string) => join(home, '.tccli', `${name}.credential`);

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'tem-home-'));
    await mkdir(join(home, '.tccli'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('are listed by name and read', async () => {
    await writeFile(profile('staging'), JSON.stringify({ secretId: 'AKID2', secretKey: 'b', token: 't' }));
    await writeFile(profile('default'), JSON.stringify({ secretId: 'AKID1', secretKey: 'a' }));
    await writeFile(join(home, '.tccli', 'default.configure'), '{}');
    assert.deepEqual(await listCliProfiles(home), ['default', 'staging']);
    assert.deepEqual(await readCliProfile('default', home), { secretId: 'AKID1', secretKey: 'a' });
    assert.deepEqual(await readCliProfile('staging', home), { secretId: 'AKID2', secretKey: 'b', token: 't' });
  });

  it('are none where the tool was never used; a file without a JSON object cannot be read', async () => {
    for (const [name, text] of Object.entries({ broken: '{"secretId":', empty: '', list: '[]', nothing: 'null' })) {
      await writeFile(profile(name), text);
      assert.equal(await readCliProfile(name, home), undefined, name);
    }
    assert.deepEqual(await readCliProfile('none', home), {});
    assert.deepEqual(await listCliProfiles(join(home, 'nowhere')), []);
  });

  it('are none where a file is far larger than any key', async () => {
    await writeFile(profile('large'), `{"secretId":"AKID1","secretKey":"a"}${' '.repeat(1_000_000)}`);
    assert.equal(await readCliProfile('large', home), undefined);
  });

  if (process.platform !== 'win32') {
    it('are none at a pipe, which nobody waits for, or a device', async () => {
      execFileSync('mkfifo', [profile('pipe')]);
      await symlink('/dev/zero', profile('endless'));
      // More than there are threads that read files: one that waited would keep the next ones from beginning.
      const found = await Promise.all(
        ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'endless'].map((one) => readCliProfile(one, home)),
      );
      assert.ok(found.every((fields) => fields === undefined));
    });

    it('are read through links, as some keep them elsewhere', async () => {
      await writeFile(join(home, 'kept'), JSON.stringify({ secretId: 'AKID1', secretKey: 'a' }));
      await symlink(join(home, 'kept'), profile('linked'));
      assert.deepEqual(await readCliProfile('linked', home), { secretId: 'AKID1', secretKey: 'a' });
    });
  }
});
