import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, rm, stat, symlink } from 'node:fs/promises';
import { FileSource } from '../../../src/hashing/fileSource';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';

describe('FileSource and what comes to a path between the look and the opening', () => {
  let files: TemporaryFiles;
  beforeEach(async () => (files = await TemporaryFiles.create()));
  afterEach(() => files.remove());

  /** Opens a file in whose place `put` puts something else once it has been looked at. */
  const openReplaced = async (put: (path: string) => unknown): Promise<FileSource> => {
    const path = await files.write(Buffer.from('package'));
    return FileSource.open(path, async (seen) => {
      const found = await stat(seen);
      await rm(seen);
      await put(seen);
      return found;
    });
  };

  it('refuses a folder', () =>
    assert.rejects(
      openReplaced((path) => mkdir(path)),
      { failure: 'unreadable' },
    ));

  if (process.platform !== 'win32') {
    it('refuses a pipe, and does not wait for its other end', () =>
      assert.rejects(
        openReplaced((path) => execFileSync('mkfifo', [path])),
        { failure: 'unreadable' },
      ));

    it('refuses a device', () =>
      assert.rejects(
        openReplaced((path) => symlink('/dev/zero', path)),
        { failure: 'unreadable' },
      ));
  }
});
