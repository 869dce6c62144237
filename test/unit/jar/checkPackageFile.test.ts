import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../src/core/errors';
import { checkPackageFile, packageFile } from '../../../src/jar/checkPackageFile';
import { bootJar } from '../../fixtures/bootJar';
import { seededBytes } from '../../fixtures/seededBytes';
import { zipBytes } from '../../fixtures/zipBytes';
import { zip64Bytes } from './zip64Bytes';

const canLockFiles = process.platform !== 'win32' && process.getuid?.() !== 0;

describe('checkPackageFile', () => {
  let folder: string;
  let jar: Buffer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tem-jar-'));
    jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 200_000, seed: 1 });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function file(bytes: Buffer | string, name = 'some.jar'): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  async function refused(bytes: Buffer | string, words: RegExp): Promise<void> {
    const path = await file(bytes);
    const detail = await checkPackageFile(path).then(
      () => assert.fail('it was taken'),
      (error: unknown) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.failure, /incomplete|damaged/.test(error.detail) ? 'truncatedPackage' : 'badPackage');
        return error.detail;
      },
    );
    assert.match(detail, words);
  }

  it('gives the size of a Spring Boot JAR', async () => {
    assert.deepEqual(await packageFile.check(await file(jar)), { bytes: jar.length });
  });

  it('takes a launch script in front, whichever way the offsets count', async () => {
    const script = Buffer.from('#!/bin/bash\nexec java -jar "$0"\nexit\n');
    await checkPackageFile(await file(Buffer.concat([script, jar])));
    const counted = Buffer.concat([script, jar]);
    const end = counted.lastIndexOf('PK\x05\x06');
    counted.writeUInt32LE(counted.readUInt32LE(end + 16) + script.length, end + 16);
    await checkPackageFile(await file(counted));
  });

  it('takes a ZIP with the longest comment, holding a false end record too', async () => {
    const comment = Buffer.alloc(0xffff, 'PK\x05\x06 and so on ', 'latin1');
    const commented = Buffer.concat([jar, comment]);
    commented.writeUInt16LE(comment.length, jar.length - 2);
    await checkPackageFile(await file(commented));
  });

  it('takes ZIP64', async () => {
    await checkPackageFile(await file(zip64Bytes('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\r\n\r\n')));
  });

  it('says that a file cut short anywhere is incomplete', async () => {
    for (let kept = 4; kept < jar.length; kept += 997) {
      await refused(jar.subarray(0, kept), /incomplete|damaged/);
    }
    await refused(jar.subarray(0, jar.length - 1), /is incomplete.*still writing/);
    await refused(jar.subarray(0, jar.length / 2), /is incomplete/);
  });

  it('is not taken in by a whole JAR inside one that is cut short', async () => {
    const inner = await zipBytes([{ name: 'a.class', content: seededBytes(2, 3000) }]);
    const outer = await zipBytes([
      { name: 'META-INF/MANIFEST.MF', content: 'Manifest-Version: 1.0\r\n\r\n' },
      { name: 'BOOT-INF/lib/inner.jar', content: inner, stored: true },
      { name: 'b.class', content: seededBytes(3, 3000) },
    ]);
    await checkPackageFile(await file(outer));
    const innerEnd = outer.indexOf('PK\x05\x06', 0, 'latin1') + 22;
    await refused(outer.subarray(0, innerEnd), /is incomplete/);
    const withScript = Buffer.concat([Buffer.from('#!/bin/sh\n'), outer.subarray(0, innerEnd + 40)]);
    await refused(withScript, /is incomplete/);
  });

  it('refuses what is no ZIP', async () => {
    await refused('<html>404 Not Found</html>', /no ZIP file/);
    await refused(seededBytes(4, 300_000), /no ZIP file/);
    await refused('P', /no ZIP file/);
  });

  it('refuses a ZIP without entries', async () => {
    await refused(await zipBytes([]), /without any entry/);
  });

  it('survives hostile ends', async () => {
    const end = Buffer.alloc(22, 0xff);
    end.write('PK\x05\x06', 'latin1');
    end.writeUInt16LE(0, 20);
    await refused(end, /damaged/);
    const manyEnds = Buffer.alloc(65_000, end);
    await refused(manyEnds, /damaged|no ZIP/);
    for (let seed = 1; seed < 60; seed++) {
      const spoilt = Buffer.from(jar);
      seededBytes(seed, 22).copy(spoilt, jar.length - 18);
      await checkPackageFile(await file(spoilt)).catch((error: unknown) => {
        assert.match((error as { failure: string }).failure, /^(badPackage|truncatedPackage)$/);
      });
    }
  });

  it('reads little of a huge file', async () => {
    const path = await file('PK\x03\x04');
    await truncate(path, 20 * 1024 ** 3);
    const before = process.memoryUsage().rss;
    await assert.rejects(checkPackageFile(path), { failure: 'truncatedPackage' });
    assert.ok(process.memoryUsage().rss - before < 50_000_000);
    await rm(path);
  });

  it('tells a missing file, an empty one and a folder apart', async () => {
    await assert.rejects(checkPackageFile(join(folder, 'none.jar')), { failure: 'gone' });
    await assert.rejects(checkPackageFile(join(await file(jar), 'below.jar')), { failure: 'gone' });
    await assert.rejects(checkPackageFile(await file('')), { failure: 'emptyPackage' });
    await mkdir(join(folder, 'folder.jar'));
    await assert.rejects(checkPackageFile(join(folder, 'folder.jar')), { failure: 'unreadable', detail: /folder/ });
  });

  if (process.platform !== 'win32') {
    it('does not wait for a pipe', async () => {
      const path = join(folder, 'pipe.jar');
      execFileSync('mkfifo', [path]);
      await assert.rejects(checkPackageFile(path), { failure: 'unreadable' });
    });
  }

  if (canLockFiles) {
    it('says that a file may not be read', async () => {
      const path = await file(jar, 'locked.jar');
      await chmod(path, 0);
      await assert.rejects(checkPackageFile(path), { failure: 'unreadable', detail: /EACCES/ });
    });
  }
});
