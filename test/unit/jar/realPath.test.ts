import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realPath } from '../../../src/jar/realPath';

describe('where a file really lies', () => {
  let folder: string;
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'tem-real-')));
    await mkdir(join(folder, 'shop', 'target'), { recursive: true });
    await writeFile(join(folder, 'shop', 'target', 'a.jar'), '');
    await symlink(join(folder, 'shop'), join(folder, 'link'), 'junction');
  });
  after(() => rm(folder, { recursive: true }));

  it('is told through links', async () => {
    assert.equal(await realPath(join(folder, 'link', 'target', 'a.jar')), join(folder, 'shop', 'target', 'a.jar'));
  });

  it('is where it would lie while a build has removed it, and its folder', async () => {
    for (const way of [
      ['target', 'gone.jar'],
      ['build', 'libs', 'gone.jar'],
      ['..', 'shop', 'gone.jar'],
    ])
      assert.equal(await realPath(join(folder, 'link', ...way)), join(folder, 'shop', ...way));
  });

  it('is what it is called where nothing leads elsewhere', async () => {
    for (const path of [join(folder, 'no', 'such.jar'), join(folder, 'a\0b')]) assert.equal(await realPath(path), path);
  });
});
