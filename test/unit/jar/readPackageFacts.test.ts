import assert from 'node:assert/strict';
import { readPackageFacts } from '../../../src/jar/readPackageFacts';
import { packageReader } from '../../../src/jar/packageReader';
import type { PackageFacts } from '../../../src/core/packageFacts';
import { bootJar } from '../../fixtures/bootJar';
import { classFile } from '../../fixtures/classFile';
import { memorySource } from '../../fixtures/memorySource';
import { samplePackages, makeSampleWorkspace } from '../../fixtures/makeSampleWorkspace';
import { seededBytes } from '../../fixtures/seededBytes';
import { war } from '../../fixtures/war';
import { zipBytes, type ZipEntry } from '../../fixtures/zipBytes';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { handmadeZip } from './handmadeZip';
import { zip64Bytes } from './zip64Bytes';

async function factsOf(...entries: readonly ZipEntry[]): Promise<PackageFacts> {
  return readPackageFacts(memorySource(await zipBytes(entries)));
}

function manifest(...lines: readonly string[]): ZipEntry {
  return { name: 'META-INF/MANIFEST.MF', content: `${['Manifest-Version: 1.0', ...lines].join('\r\n')}\r\n\r\n` };
}

function someClass(name: string, major: number): ZipEntry {
  return { name: `${name}.class`, content: classFile(name, major) };
}

describe('readPackageFacts', () => {
  it('tells a Spring Boot JAR', async () => {
    const jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 4000, seed: 1 });
    const { libraries, libraryBytes, ...facts } = await readPackageFacts(memorySource(jar));
    assert.deepEqual(facts, {
      kind: 'springBootJar',
      bytes: jar.length,
      files: 8,
      mainClass: 'org.springframework.boot.loader.launch.JarLauncher',
      startClass: 'com.acme.Orders',
      title: 'orders',
      version: '1.4.2',
      buildJdk: '17',
      buildTool: 'Maven JAR Plugin 3.4.1',
      java: { release: 17, of: 'own', className: 'BOOT-INF/classes/com/acme/Orders.class' },
      springBoot: '3.3.4',
    });
    assert.deepEqual(
      libraries.map(({ path, name, version }) => [path, name, version]),
      [
        ['BOOT-INF/lib/spring-core-6.1.13.jar', 'spring-core', '6.1.13'],
        ['BOOT-INF/lib/spring-web-6.1.13.jar', 'spring-web', '6.1.13'],
        ['BOOT-INF/lib/jackson-databind-2.17.2.jar', 'jackson-databind', '2.17.2'],
        ['BOOT-INF/lib/tomcat-embed-core-10.1.30.jar', 'tomcat-embed-core', '10.1.30'],
      ],
    );
    assert.ok(libraryBytes > 4000 && libraryBytes < jar.length);
  });

  it('tells a WAR, and one that starts by itself', async () => {
    const plain = await readPackageFacts(
      memorySource(await war({ name: 'portal', servlet: 'com/acme/Portal', bytes: 4000, seed: 2 })),
    );
    assert.deepEqual([plain.kind, plain.libraries.length, plain.java?.release], ['war', 4, 17]);
    const boot = await factsOf(
      manifest('Main-Class: org.springframework.boot.loader.WarLauncher', 'Start-Class: com.acme.Portal'),
      someClass('org/springframework/boot/loader/WarLauncher', 52),
      someClass('WEB-INF/classes/com/acme/Portal', 55),
      { name: 'WEB-INF/lib/spring-boot-2.7.18.jar', content: 'x', stored: true },
      { name: 'WEB-INF/lib-provided/tomcat-embed-core-9.0.83.jar', content: 'x', stored: true },
    );
    assert.deepEqual(
      [boot.kind, boot.springBoot, boot.java?.release, boot.libraries.length],
      ['springBootWar', '2.7.18', 11, 2],
    );
    const jenkins = await factsOf(manifest('Main-Class: executable.Main'), {
      name: 'WEB-INF/web.xml',
      content: '<a/>',
    });
    assert.deepEqual([jenkins.kind, jenkins.mainClass], ['war', 'executable.Main']);
  });

  it('tells an executable JAR, a plain one, and what is neither', async () => {
    assert.equal((await factsOf(manifest('Main-Class: a.B'), someClass('a/B', 61))).kind, 'executableJar');
    assert.equal((await factsOf(manifest(), someClass('a/B', 61))).kind, 'plainJar');
    assert.equal((await factsOf(someClass('a/B', 61))).kind, 'plainJar');
    const old = await factsOf(manifest('Main-Class: org.springframework.boot.loader.JarLauncher'), {
      name: 'lib/spring-boot-1.3.8.RELEASE.jar',
      content: 'x',
    });
    assert.deepEqual([old.kind, old.springBoot], ['springBootJar', '1.3.8.RELEASE']);
    await assert.rejects(factsOf({ name: 'word/document.xml', content: '<a/>' }), {
      failure: 'badPackage',
      detail: /^some\.jar is no JAR or WAR/,
    });
  });

  it('names the JDK and the tool of the build', async () => {
    const built = async (...lines: readonly string[]) => {
      const { buildJdk, buildTool } = await factsOf(manifest(...lines));
      return [buildJdk, buildTool];
    };
    assert.deepEqual(await built('Created-By: 17.0.9 (Eclipse Adoptium)'), ['17.0.9', undefined]);
    assert.deepEqual(await built('Created-By: 1.8.0_392 (Oracle Corporation)'), ['1.8.0_392', undefined]);
    assert.deepEqual(await built('Created-By: Gradle 8.5', 'Build-Jdk-Spec: 21'), ['21', 'Gradle 8.5']);
    assert.deepEqual(await built('Build-Jdk-Spec: 21', 'Build-Jdk: 21.0.1 (BellSoft)'), ['21.0.1', undefined]);
    assert.deepEqual(await built(), [undefined, undefined]);
  });

  it('takes the highest release of the classes that have to run', async () => {
    const facts = await factsOf(
      manifest('Main-Class: com.acme.orders.Main', 'Multi-Release: true'),
      someClass('module-info', 69),
      someClass('META-INF/versions/21/com/acme/orders/Main', 65),
      someClass('org/other/Older', 50),
      someClass('com/acme/orders/Main', 52),
      someClass('com/acme/common/Tool', 55),
    );
    assert.equal(facts.java?.release, 11);
    assert.equal((await factsOf(manifest(), someClass('a/Old', 48), someClass('a/Older', 45))).java?.release, 4);
  });

  it('gives no release where there is no class to tell it', async () => {
    const none = await factsOf(manifest(), someClass('module-info', 65));
    const noClasses = await factsOf(manifest(), { name: 'a/B.class', content: 'public class B {}' });
    const unknown = await factsOf(manifest(), someClass('a/B', 60_000));
    for (const facts of [none, noClasses, unknown]) assert.ok(!('java' in facts));
  });

  it('looks at sixteen of ten thousand classes', async () => {
    const content = classFile('com/acme/Some', 61);
    const classes = Array.from({ length: 10_000 }, (_, i) => ({ name: `com/acme/Class${i}.class`, content }));
    const source = memorySource(handmadeZip(classes));
    assert.equal((await readPackageFacts(source)).java?.release, 17);
    assert.ok(source.asked.length <= 20, `${source.asked.length} reads`);
  });

  it('reads build-info.properties and git.properties', async () => {
    const facts = await factsOf(
      manifest(),
      { name: 'git.properties', content: 'git.branch=wrong' },
      {
        name: 'BOOT-INF/classes/META-INF/build-info.properties',
        content:
          '# Properties\nbuild.artifact=orders\nbuild.group=com.acme\nbuild.name=Orders\nbuild.time=2026-11-23T12\\:05\\:00Z\nbuild.version=1.4.2\n',
      },
      {
        name: 'BOOT-INF/classes/git.properties',
        content:
          'git.branch=feature/\\u8ba2\\u5355\ngit.commit.id.abbrev=ab12cd3\ngit.commit.id.full=ab12cd3e\ngit.dirty=true\n',
      },
    );
    assert.deepEqual(facts.build, {
      group: 'com.acme',
      artifact: 'orders',
      version: '1.4.2',
      time: '2026-11-23T12:05:00Z',
    });
    assert.deepEqual(facts.commit, { id: 'ab12cd3e', branch: 'feature/订单', dirty: true });
    assert.equal(facts.version, '1.4.2');
  });

  it('reads behind a launch script, and ZIP64', async () => {
    const jar = await bootJar({ name: 'orders', version: '1.4.2', main: 'com/acme/Orders', bytes: 4000, seed: 3 });
    const script = Buffer.from('#!/bin/bash\nexec java -jar "$0"\nexit\n');
    const started = Buffer.concat([script, jar]);
    const { bytes, ...facts } = await readPackageFacts(memorySource(started));
    const { bytes: jarBytes, ...expected } = await readPackageFacts(memorySource(jar));
    assert.deepEqual(facts, expected);
    assert.equal(bytes, jarBytes + script.length);
    const zip64 = zip64Bytes('META-INF/MANIFEST.MF', 'Manifest-Version: 1.0\r\nMain-Class: a.B\r\n\r\n');
    assert.equal((await readPackageFacts(memorySource(zip64))).mainClass, 'a.B');
  });

  it('finds the manifest in whichever case, and the last of several', async () => {
    const named = (name: string, mainClass: string) => ({ name, content: `Main-Class: ${mainClass}\nA: b\n` });
    const two = await factsOf(named('META-INF/MANIFEST.MF', 'a.First'), named('META-INF/MANIFEST.MF', 'a.Last'));
    assert.equal(two.mainClass, 'a.Last');
    // `java -jar` wants one in capitals, and then reads the last.
    const mixed = await factsOf(named('META-INF/MANIFEST.MF', 'a.First'), named('meta-inf/manifest.mf', 'a.Last'));
    assert.deepEqual([mixed.mainClass, mixed.kind, mixed.manifestFlaw], ['a.Last', 'executableJar', undefined]);
    const path = 'meta-inf/Manifest.mf';
    const other = await factsOf(named(path, 'a.B'));
    assert.deepEqual(
      [other.mainClass, other.kind, other.manifestFlaw],
      [undefined, 'plainJar', { kind: 'otherCase', path }],
    );
  });

  it('reads the sample packages from disk, and little of them', async () => {
    const files = await TemporaryFiles.create();
    try {
      await makeSampleWorkspace(files.folder);
      for (const [path, kind] of [
        [samplePackages.orders, 'springBootJar'],
        [samplePackages.portal, 'war'],
      ] as const) {
        let [reads, read] = [0, 0];
        const facts = await packageReader.withFile(`${files.folder}/${path}`, (source) =>
          packageReader.facts({
            ...source,
            read(start, length) {
              reads++;
              read += length;
              return source.read(start, length);
            },
          }),
        );
        assert.deepEqual([facts.kind, facts.libraries.length, facts.java?.release], [kind, 4, 17]);
        assert.ok(reads <= 8, `${reads} reads`);
        assert.ok(read < 400_000, `${read} bytes`);
      }
      await assert.rejects(
        packageReader.withFile(`${files.folder}/none.jar`, (source) => packageReader.facts(source)),
        { failure: 'gone' },
      );
    } finally {
      await files.remove();
    }
  }).timeout(60_000);

  it('says so when the source shrinks under its hands', async () => {
    const jar = await zipBytes([manifest(), { name: 'a.bin', content: seededBytes(5, 1000), stored: true }]);
    const source = memorySource(jar);
    await assert.rejects(
      readPackageFacts({
        ...source,
        read: async (start, length) => (await source.read(start, length)).subarray(0, 40),
      }),
      { failure: 'truncatedPackage', detail: /shorter/ },
    );
  });
});
