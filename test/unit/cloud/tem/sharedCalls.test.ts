import assert from 'node:assert/strict';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maxCalls } from '../../../../src/cloud/tem/rateLimiter';
import { SharedCalls } from '../../../../src/cloud/tem/sharedCalls';
import { systemClock } from '../../../../src/core/clock';
import { TemporaryFiles } from '../../transfer/upload/temporaryFiles';
import { never } from '../practice';

describe('SharedCalls', () => {
  let files: TemporaryFiles;

  beforeEach(async () => (files = await TemporaryFiles.create()));
  afterEach(() => files.remove());

  it('keeps nobody waiting for places that are taken by what cannot be removed', async () => {
    const folder = join(files.folder, 'calls');
    await new SharedCalls(folder, systemClock).take('DescribeApplications', { signal: never() });
    const [lane] = (await readdir(folder))[0]!.split('.');
    await files.remove();
    // No process can unlink a folder.
    for (let n = 0; n < maxCalls; n++) {
      const path = join(folder, `${lane}.${n}`);
      await mkdir(path, { recursive: true });
      await utimes(path, 1, 1);
    }
    await new SharedCalls(folder, systemClock).take('DescribeApplications', { signal: AbortSignal.timeout(10_000) });
  });

  it('names its files by a hash, and has nothing in them', async () => {
    const folder = join(files.folder, 'calls');
    await new SharedCalls(folder, systemClock).take('DescribeApplications AKIDsecret', { signal: never() });
    const names = await readdir(folder);
    assert.equal(names.length, 1);
    assert.match(names[0]!, /^[0-9a-f]{24}\.\d{1,2}$/);
    assert.equal((await stat(join(folder, names[0]!))).size, 0);
  });

  it('shares again once a folder that could not be used can be', async () => {
    const folder = join(files.folder, 'calls');
    await writeFile(folder, 'in the way');
    const calls = new SharedCalls(folder, systemClock);
    await calls.take('DescribeApplications', { signal: never() });
    await rm(folder);
    await calls.take('DescribeApplications', { signal: never() });
    assert.equal((await readdir(folder)).length, 1);
  });
});
