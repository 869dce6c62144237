import assert from 'node:assert/strict';
import { classifierOf } from '../../../../src/jar/compare/classifierOf';
import { pairLibraries, type SummedLibrary } from '../../../../src/jar/compare/pairLibraries';
import { splitVersion } from '../../../../src/core/splitVersion';

function libraries(names: readonly string[], folder = 'BOOT-INF/lib/'): readonly SummedLibrary[] {
  return names.map((name, index) => {
    const path = `${folder}${name}.jar`;
    // The content is that of the name, so that a version has a content of its own.
    const crc32 = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);
    return { path, ...splitVersion(name), bytes: 1, crc32, isDeflated: false, index };
  });
}

function changes(before: readonly string[], after: readonly string[]): readonly string[] {
  const { differing } = pairLibraries(libraries(before), libraries(after));
  return differing.map(([old, fresh]) => `${old?.version ?? 'none'} -> ${fresh?.version ?? 'none'}`);
}

describe('pairLibraries', () => {
  it('pairs equal classifiers, also where one is dropped', () => {
    const epoll = (version: string, ...of: string[]) =>
      of.map((one) => `netty-transport-native-epoll-${version}${one && '-'}${one}`);
    assert.deepEqual(
      changes(
        epoll('4.1.110.Final', 'linux-aarch_64', 'linux-x86_64', 'linux-riscv64', ''),
        epoll('4.1.112.Final', 'linux-x86_64', 'linux-riscv64', ''),
      ),
      [
        '4.1.110.Final-linux-aarch_64 -> none',
        '4.1.110.Final-linux-riscv64 -> 4.1.112.Final-linux-riscv64',
        '4.1.110.Final-linux-x86_64 -> 4.1.112.Final-linux-x86_64',
        '4.1.110.Final -> 4.1.112.Final',
      ],
    );
  });

  it('never takes a library for one machine for that of another, even where each is the only one', () => {
    for (const [one, other] of [
      ['linux-aarch_64', 'linux-x86_64'],
      ['windows-x86_32', 'windows-x86_64'],
      ['osx-aarch_64', ''],
    ])
      assert.deepEqual(
        changes([`epoll-4.1.110${one && '-'}${one}`], [`epoll-4.1.112${other && '-'}${other}`]).length,
        2,
        `${one} and ${other}`,
      );
  });

  it('pairs versions whose last words changed with them', () => {
    for (const [one, other] of [
      ['javax.el-3.0.1-b11', 'javax.el-3.0.1-b12'],
      ['cache-7.1-redhat-1', 'cache-7.2-redhat-2'],
      ['guava-33.0.0-android', 'guava-33.1.0-jre'],
      ['orders-1.0-20260115.120000-3', 'orders-1.0-20260116.130000-4'],
      ['orders-1.0-g3f2a9bc', 'orders-1.0-gb0330f2'],
    ] as const)
      assert.equal(changes([one], [other]).length, 1, one);
  });

  it('sets aside what only moved to another folder', () => {
    const names = ['spring-core-6.1.13', 'guava-33.0.0-jre'];
    const { equal, differing } = pairLibraries(libraries(names), libraries(names, 'WEB-INF/lib/'));
    assert.deepEqual([equal.length, differing.length], [2, 0]);
  });

  it('takes no time for a version that is made to take long', () => {
    assert.equal(classifierOf(`1${'-1'.repeat(30_000)}`), '');
  });
});
