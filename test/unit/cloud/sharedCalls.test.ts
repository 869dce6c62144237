import assert from 'node:assert/strict';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mostCalls } from '../../../src/cloud/rateLimit';
import { SharedCalls } from '../../../src/cloud/sharedCalls';
import { machineTiming } from '../../../src/cloud/timing';
import { TemporaryFiles } from '../upload/temporaryFiles';
import { never } from './practice';

describe('SharedCalls', () => {
  let files: TemporaryFiles;

  beforeEach(async () => (files = await TemporaryFiles.create()));
  afterEach(() => files.remove());

  it('keeps nobody waiting for places that are taken by what cannot be removed', async () => {
    const folder = join(files.folder, 'calls');
    await new SharedCalls(folder, machineTiming).take('DescribeApplications', never());
    const [lane] = (await readdir(folder))[0]!.split('.');
    await files.remove();
    // No process can unlink a folder.
    for (let n = 0; n < mostCalls; n++) {
      const path = join(folder, `${lane}.${n}`);
      await mkdir(path, { recursive: true });
      await utimes(path, 1, 1);
    }
    await new SharedCalls(folder, machineTiming).take('DescribeApplications', AbortSignal.timeout(10_000));
  });

  it('names its files by a hash, and has nothing in them', async () => {
    const folder = join(files.folder, 'calls');
    await new SharedCalls(folder, machineTiming).take('DescribeApplications AKIDsecret', never());
    const names = await readdir(folder);
    assert.equal(names.length, 1);
    assert.match(names[0]!, /^[0-9a-f]{24}\.\d{1,2}$/);
    assert.equal((await stat(join(folder, names[0]!))).size, 0);
  });

  it('shares again once a folder that could not be used can be', async () => {
    const folder = join(files.folder, 'calls');
    await writeFile(folder, 'in the way');
    const calls = new SharedCalls(folder, machineTiming);
    await calls.take('DescribeApplications', never());
    await rm(folder);
    await calls.take('DescribeApplications', never());
    assert.equal((await readdir(folder)).length, 1);
  });
});
