import assert from 'node:assert/strict';
import type { ArchiveFinding } from '../../../../src/core/packageCheck/archiveFinding';
import { checkArchive } from '../../../../src/jar/check/checkArchive';
import { bootJar } from '../../../fixtures/bootJar';
import { classFile } from '../../../fixtures/classFile';
import { mainClassFile } from '../../../fixtures/mainClassFile';
import { memorySource } from '../../../fixtures/memorySource';
import { war } from '../../../fixtures/war';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';
import { packed } from './spoil';
import { startingPackages } from './startingPackages';

async function findingsIn(bytes: Buffer): Promise<readonly ArchiveFinding[]> {
  return (await checkArchive(memorySource(bytes))).findings;
}

async function findings(...entries: readonly HandmadeEntry[]): Promise<readonly ArchiveFinding[]> {
  return findingsIn(handmadeZip(entries));
}

function manifest(...lines: readonly string[]): HandmadeEntry {
  return { name: 'META-INF/MANIFEST.MF', content: `${['Manifest-Version: 1.0', ...lines].join('\r\n')}\r\n\r\n` };
}

function file(name: string, content: Buffer | string = 'x', more: Partial<HandmadeEntry> = {}): HandmadeEntry {
  return { name, content, ...more };
}

const main = file('a/Main.class', mainClassFile('a/Main'));
const starts = [manifest('Main-Class: a.Main'), main] as const;
const bootLauncher = 'org/springframework/boot/loader/launch/JarLauncher';

function boot(startClass: string, ...entries: readonly HandmadeEntry[]): readonly HandmadeEntry[] {
  const attributes = [`Main-Class: ${bootLauncher.replaceAll('/', '.')}`, `Start-Class: ${startClass}`];
  return [
    manifest(...attributes, 'Spring-Boot-Version: 3.3.4'),
    file(`${bootLauncher}.class`, mainClassFile(bootLauncher)),
    ...entries,
  ];
}

function bootLibraries(...names: readonly string[]): Promise<readonly ArchiveFinding[]> {
  const own = file('BOOT-INF/classes/a/Main.class', mainClassFile('a/Main'));
  return findings(...boot('a.Main', own, ...names.map((name) => file(`BOOT-INF/lib/${name}`))));
}

describe('checkArchive', () => {
  it('says nothing about packages that start, and what it looked at', async () => {
    for (const [kind, whole] of Object.entries(startingPackages))
      assert.deepEqual(await findingsIn(packed(whole)), [], kind);
    const jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 4000, seed: 1 });
    const { findings: none, looked, facts } = await checkArchive(memorySource(jar));
    assert.deepEqual([none, facts.kind], [[], 'springBootJar']);
    assert.deepEqual(looked, { entries: 8, libraries: 4, classes: 2, texts: 1, textBytes: 40 });
    assert.deepEqual(await findingsIn(await war({ name: 'portal', servlet: 'a/B', bytes: 4000, seed: 3 })), []);
  });

  it('no main class: none named, a manifest that Java refuses, or its name in lower case', async () => {
    const none = [{ kind: 'noMainClass' }];
    assert.deepEqual(await findings(manifest(), main), none);
    assert.deepEqual(await findings(main), none);
    assert.deepEqual(await findings(manifest('Main-Class:a.Main'), main), none);
    assert.deepEqual(await findings(file('META-INF/MANIFEST.MF', 'Main-Class: a.Main'), main), none);
    assert.deepEqual(await findings(file('META-INF/MANIFEST.MF', '\ufeffMain-Class: a.Main\r\n'), main), none);
    assert.deepEqual(await findings(file('meta-inf/manifest.mf', 'Main-Class: a.Main\r\n'), main), none);
    assert.deepEqual(await findings(...boot('', file('BOOT-INF/classes/a/Main.class', mainClassFile('a/Main')))), none);
    assert.deepEqual(await findings(file('META-INF/MANIFEST.MF', 'Main-Class: a.\n Main\n'), main), []);
  });

  it('a main class that is not there, is another one, or only for newer Javas', async () => {
    const gone = { kind: 'mainClassMissing', attribute: 'Main-Class', className: 'a.Gone' };
    assert.deepEqual(await findings(manifest('Main-Class: a.Gone'), main), [gone]);
    assert.deepEqual(await findings(manifest('Main-Class: a.Gone'), file('a/Gone.class', classFile('a/Main'))), [gone]);
    const newer = file('META-INF/versions/17/a/Main.class', mainClassFile('a/Main'));
    assert.deepEqual(await findings(manifest('Multi-Release: true', 'Main-Class: a.Main'), newer), []);
    assert.deepEqual(
      (await findings(manifest('Main-Class: a.Main'), newer)).map(({ kind }) => kind),
      ['mainClassMissing'],
    );
  });

  it('a start class is looked for in own classes and in libraries', async () => {
    const library = handmadeZip([file('com/acme/Orders.class', mainClassFile('com/acme/Orders'))]);
    const inLibrary = boot('com.acme.Orders', file('BOOT-INF/lib/orders-1.0.jar', library));
    assert.deepEqual(await findings(...inLibrary), []);
    const gone = { kind: 'mainClassMissing', attribute: 'Start-Class', className: 'com.acme.Gone' };
    assert.deepEqual(await findings(...boot('com.acme.Gone', file('BOOT-INF/lib/orders-1.0.jar', library))), [gone]);
    // A library that cannot be read accuses nobody.
    assert.deepEqual(await findings(...boot('com.acme.Gone', file('BOOT-INF/lib/orders-1.0.jar', 'no ZIP'))), []);
  });

  it('a Class-Path that leads outside, also to what is packed inside as a JAR', async () => {
    const classPath = manifest('Main-Class: a.Main', 'Class-Path: . config/ lib/a-1.0.jar lib/b-2.0.jar');
    const outside = { kind: 'classPathOutside', paths: ['lib/a-1.0.jar', 'lib/b-2.0.jar'], count: 2 };
    assert.deepEqual(await findings(classPath, main), [outside]);
    assert.deepEqual(await findings(classPath, main, file('lib/a-1.0.jar')), [outside]);
    const quarkus = manifest('Main-Class: io.quarkus.Run', 'Class-Path: lib/a-1.0.jar lib/b-2.0.jar');
    assert.deepEqual(await findings(quarkus), [outside]);
    const shaded = ['a', 'b'].map((name) => file(`META-INF/maven/org.x/${name}/pom.properties`));
    assert.deepEqual(await findings(classPath, main, ...shaded), []);
  });

  it('bytes behind the end: one is enough, and none of a comment', async () => {
    const zip = handmadeZip(starts);
    assert.deepEqual(await findingsIn(Buffer.concat([zip, Buffer.from('\n')])), [{ kind: 'bytesAfterEnd', bytes: 1 }]);
    assert.deepEqual(await findingsIn(handmadeZip(starts, 'a comment')), []);
  });

  it('names and headers that Java refuses', async () => {
    const names = await findings(...starts, file(Buffer.from('caf\xe9.txt', 'latin1') as unknown as string));
    assert.deepEqual(names, [{ kind: 'refusedNames', paths: ['caf\ufffd.txt'], count: 1 }]);
    const damaged = [{ kind: 'damagedEntries', paths: ['b.bin'], count: 1 }];
    for (const extra of [Buffer.from('feca0900', 'hex'), Buffer.from('010008000000000000000080', 'hex')])
      assert.deepEqual(await findings(...starts, file('b.bin', 'x', { extra })), damaged);
    assert.deepEqual(await findings(...starts, file('b.bin', 'x', { extra: Buffer.from('feca0000', 'hex') })), []);
  });

  it('a local header that is not where the directory says', async () => {
    const spoil = (_: Buffer, local: Buffer) => void local.writeUInt8(0, 3);
    assert.deepEqual(await findings(manifest('Main-Class: a.Main'), { ...main, spoil }), [
      { kind: 'damagedEntries', paths: ['a/Main.class'], count: 1 },
    ]);
    const first = await findings(file('a.bin', 'x', { spoil }), ...starts);
    assert.deepEqual(first, [{ kind: 'damagedEntries', paths: ['a.bin'], count: 1 }]);
  });

  it('libraries that a launcher refuses, in Spring Boot archives only', async () => {
    const library = file('BOOT-INF/lib/a-1.0.jar', 'x', { isDeflated: true });
    const own = file('BOOT-INF/classes/a/Main.class', mainClassFile('a/Main'));
    assert.deepEqual(await findings(...boot('a.Main', own, library)), [
      { kind: 'deflatedLibraries', paths: ['BOOT-INF/lib/a-1.0.jar'], count: 1 },
    ]);
    assert.deepEqual(await findings(manifest(), file('WEB-INF/lib/a-1.0.jar', 'x', { isDeflated: true })), []);
    // Java starts the class of one's own, which nothing but the launcher would refuse.
    assert.deepEqual(await findings(...starts, library), []);
  });

  it('one library in two versions, and twice at one path', async () => {
    const repeated = (name: string, ...paths: readonly string[]) => [
      {
        kind: 'repeatedLibraries',
        count: 1,
        libraries: [{ name, paths: paths.map((path) => `BOOT-INF/lib/${path}`) }],
      },
    ];
    const guava = ['guava-31.1-jre.jar', 'guava-33.0.0-android.jar'];
    assert.deepEqual(await bootLibraries(...guava), repeated('guava', ...guava));
    assert.deepEqual(await bootLibraries('a-1.0.jar', 'a-1.0.jar'), repeated('a', 'a-1.0.jar', 'a-1.0.jar'));
    const honest = [
      'netty-transport-native-epoll-4.1.110.Final-linux-x86_64.jar',
      'netty-transport-native-epoll-4.1.112.Final-linux-aarch_64.jar',
      'netty-transport-native-epoll-4.1.110.Final.jar',
      'core-3.5.3.jar',
      'core-1.0.jar',
      'orders-1.0.jar',
      'orders-1.0-tests.jar',
      'kotlin-stdlib-1.9.jar',
      'kotlin-stdlib-jdk8-1.9.jar',
      'no-version.jar',
    ];
    assert.deepEqual(await bootLibraries(...honest), []);
  });

  it('what is not for production', async () => {
    const snapshots = ['a-1.0-SNAPSHOT.jar', 'b-1.0-20260101.120000-3.jar'];
    assert.deepEqual(await bootLibraries(...snapshots), [
      { kind: 'snapshots', paths: snapshots.map((name) => `BOOT-INF/lib/${name}`), count: 2 },
    ]);
    assert.deepEqual(await bootLibraries('spring-boot-devtools-3.3.4.jar'), [
      { kind: 'devtools', path: 'BOOT-INF/lib/spring-boot-devtools-3.3.4.jar' },
    ]);
  });

  it('keeps the first 20 paths and counts all', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `a${index}-1.0-SNAPSHOT.jar`);
    const [finding] = await bootLibraries(...names);
    assert.ok(finding?.kind === 'snapshots');
    assert.deepEqual([finding.paths.length, finding.count], [20, 30]);
  });
});
