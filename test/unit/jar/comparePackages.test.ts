import assert from 'node:assert/strict';
import { comparePackages } from '../../../src/jar/comparePackages';
import type { LibraryChange, PackageDifference } from '../../../src/core/packageFacts';
import { bootJar } from '../../fixtures/bootJar';
import { memorySource } from '../../fixtures/memorySource';
import { handmadeZip, type HandmadeEntry } from './handmadeZip';

type Files = Readonly<Record<string, string>>;

function zipOf(files: Files): Buffer {
  return handmadeZip(Object.entries(files).map(([name, content]): HandmadeEntry => ({ name, content })));
}

async function compare(before: Files, after: Files): Promise<PackageDifference> {
  return comparePackages(memorySource(zipOf(before)), memorySource(zipOf(after)));
}

function inWords({ name, before, after }: LibraryChange): string {
  return `${name} ${before?.version ?? 'none'} -> ${after?.version ?? 'none'}`;
}

describe('comparePackages', () => {
  it('names what was added, removed and changed, with sizes, in the order of paths', async () => {
    const difference = await compare(
      { 'z.txt': 'same', 'c.txt': 'old', 'b.txt': 'gone', 'a/': '', 'd.txt': 'xy' },
      { 'd.txt': 'yx', 'c.txt': 'newer', 'a.txt': 'come', 'z.txt': 'same', 'e/': '' },
    );
    assert.deepEqual(
      { ...difference, bytesBefore: 0, bytesAfter: 0 },
      {
        bytesBefore: 0,
        bytesAfter: 0,
        added: [{ path: 'a.txt', bytes: 4 }],
        removed: [{ path: 'b.txt', bytes: 4 }],
        changed: [
          { path: 'c.txt', bytesBefore: 3, bytesAfter: 5 },
          { path: 'd.txt', bytesBefore: 2, bytesAfter: 2 },
        ],
        libraries: [],
        shaded: [],
        moved: [],
        repacked: [],
        unchanged: 1,
      },
    );
  });

  it('names the libraries of which there is another version, apart from the files', async () => {
    const { added, removed, changed, libraries, unchanged } = await compare(
      {
        'BOOT-INF/lib/spring-core-6.1.13.jar': 'a',
        'BOOT-INF/lib/guava-33.0.0-jre.jar': 'b',
        'BOOT-INF/lib/acme-1.0-SNAPSHOT.jar': 'c',
        'BOOT-INF/lib/left-1.0.jar': 'd',
        'BOOT-INF/lib/same-1.0.jar': 'e',
      },
      {
        'BOOT-INF/lib/spring-core-6.2.0.jar': 'aa',
        'BOOT-INF/lib/guava-33.1.0-jre.jar': 'b',
        'BOOT-INF/lib/acme-1.0-SNAPSHOT.jar': 'cc',
        'BOOT-INF/lib/come-2.0.jar': 'd',
        'BOOT-INF/lib/same-1.0.jar': 'e',
      },
    );
    assert.deepEqual(libraries.map(inWords), [
      'acme 1.0-SNAPSHOT -> 1.0-SNAPSHOT',
      'come none -> 2.0',
      'guava 33.0.0-jre -> 33.1.0-jre',
      'left 1.0 -> none',
      'spring-core 6.1.13 -> 6.2.0',
    ]);
    assert.deepEqual(libraries.at(-1), {
      name: 'spring-core',
      before: { path: 'BOOT-INF/lib/spring-core-6.1.13.jar', name: 'spring-core', version: '6.1.13', bytes: 1 },
      after: { path: 'BOOT-INF/lib/spring-core-6.2.0.jar', name: 'spring-core', version: '6.2.0', bytes: 2 },
    });
    assert.deepEqual([added, removed, changed, unchanged], [[], [], [], 1]);
  });

  it('pairs several libraries of one name', async () => {
    const { libraries } = await compare(
      {
        'WEB-INF/lib/epoll-4.1.1-aarch64.jar': 'a',
        'WEB-INF/lib/epoll-4.1.1-x86.jar': 'b',
        'WEB-INF/lib/epoll-4.0.jar': 'c',
      },
      {
        'WEB-INF/lib/epoll-4.1.2-aarch64.jar': 'a',
        'WEB-INF/lib/epoll-4.1.2-x86.jar': 'b',
        'WEB-INF/lib/epoll-4.0.jar': 'c',
      },
    );
    assert.deepEqual(libraries.map(inWords), ['epoll 4.1.1-aarch64 -> 4.1.2-aarch64', 'epoll 4.1.1-x86 -> 4.1.2-x86']);
  });

  it('finds nothing between a package and itself, in one read of each', async () => {
    const jar = await bootJar({ name: 'orders', version: '1', main: 'com/acme/Orders', bytes: 900_000, seed: 1 });
    const [before, after] = [memorySource(jar), memorySource(jar)];
    const difference = await comparePackages(before, after);
    const { added, removed, changed, libraries, unchanged } = difference;
    assert.deepEqual([added, removed, changed, libraries, unchanged], [[], [], [], [], 8]);
    assert.deepEqual([before.asked.length, after.asked.length], [1, 1]);
  });

  it('takes the last of several entries of one name, as Java does', async () => {
    const twice = handmadeZip(['first', 'last'].map((content) => ({ name: 'a.txt', content })));
    const once = zipOf({ 'a.txt': 'last' });
    const { changed, unchanged } = await comparePackages(memorySource(twice), memorySource(once));
    assert.deepEqual([changed, unchanged], [[], 1]);
  });

  it('says which of the two is no package', async () => {
    const good = memorySource(zipOf({ 'a.txt': 'a' }), 'good.jar');
    const bad = memorySource(Buffer.from('<html></html>'), 'bad.jar');
    await assert.rejects(comparePackages(good, bad), { failure: 'badPackage', detail: /^bad\.jar/ });
  });
});
