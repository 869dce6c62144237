import assert from 'node:assert/strict';
import { comparePackages } from '../../../../src/jar/comparePackages';
import { memorySource } from '../../../fixtures/memorySource';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';

interface Packed {
  readonly id: string;
  readonly version: string;
  readonly folder: string;
  readonly files: number;
  /** Changes with what the files hold. */
  readonly content: string;
}

/** The entries of a library as Maven's Shade plugin packs them. */
function packed({ id, version, folder, files, content }: Packed): readonly HandmadeEntry[] {
  const [group, artifact] = id.split(':');
  const home = `META-INF/maven/${group}/${artifact}/`;
  return [
    ...Array.from({ length: files }, (_, n) => ({ name: `${folder}C${n}.class`, content: `${content}${n}` })),
    { name: `${home}pom.xml`, content: `<version>${version}</version>` },
    { name: `${home}pom.properties`, content: `artifactId=${artifact}\ngroupId=${group}\nversion=${version}\n` },
  ];
}

const manifest: HandmadeEntry = {
  name: 'META-INF/MANIFEST.MF',
  content: 'Manifest-Version: 1.0\r\nMain-Class: com.acme.orders.Main\r\n\r\n',
};
const own = (content: string): Packed => {
  return { id: 'com.acme:orders', version: content, folder: 'com/acme/orders/', files: 3, content };
};
const guava = (version: string): Packed => {
  return { id: 'com.google.guava:guava', version, folder: 'com/google/common/collect/', files: 380, content: version };
};
const gson: Packed = {
  id: 'com.google.code.gson:gson',
  version: '2',
  folder: 'com/google/gson/',
  files: 9,
  content: 'g',
};
const commonsIo = {
  id: 'commons-io:commons-io',
  version: '2.16',
  folder: 'org/apache/commons/io/',
  files: 5,
  content: 'i',
};

const jarOf = (...libraries: readonly Packed[]) => memorySource(handmadeZip([manifest, ...libraries.flatMap(packed)]));

describe('comparing shaded JARs', () => {
  it('tells a raised library as one change, and the application’s own files as files', async () => {
    const { libraries, shaded, added, changed, removed, unchanged } = await comparePackages(
      jarOf(own('1'), gson, guava('33.0.0'), commonsIo),
      jarOf(own('2'), gson, guava('33.1.0'), commonsIo),
    );
    assert.deepEqual([libraries, added, removed], [[], [], []]);
    assert.deepEqual(
      shaded.map(({ files, ...one }) => [one, files.added.length, files.changed.length, files.removed.length]),
      [[{ name: 'guava', versionBefore: '33.0.0', versionAfter: '33.1.0' }, 0, 382, 0]],
    );
    assert.deepEqual(
      changed.map(({ path }) => path),
      [
        'META-INF/maven/com.acme/orders/pom.properties',
        'META-INF/maven/com.acme/orders/pom.xml',
        ...[0, 1, 2].map((n) => `com/acme/orders/C${n}.class`),
      ],
    );
    assert.equal(unchanged, 1 + 11 + 7);
  });

  it('tells added and removed ones, by whose folders nobody else has', async () => {
    const { shaded, added, removed } = await comparePackages(jarOf(own('1'), gson), jarOf(own('1'), guava('33.1.0')));
    assert.deepEqual(
      shaded.map(({ files, ...one }) => [one, files.added.length, files.removed.length]),
      [
        [{ name: 'gson', versionBefore: '2' }, 0, 11],
        [{ name: 'guava', versionAfter: '33.1.0' }, 382, 0],
      ],
    );
    assert.deepEqual([added, removed], [[], []]);
  });

  it('leaves files that no library that differs can have packed', async () => {
    const other = { ...commonsIo, version: '2.17', content: 'j' };
    const { shaded, changed } = await comparePackages(
      jarOf(own('1'), gson, guava('33.0.0'), commonsIo),
      jarOf(own('1'), { ...gson, content: 'changed' }, guava('33.1.0'), other),
    );
    assert.deepEqual(
      shaded.map(({ name, files }) => [name, files.changed.length]),
      [
        ['commons-io', 7],
        ['guava', 382],
      ],
    );
    // Those of gson, which is the same release.
    assert.deepEqual([...new Set(changed.map(({ path }) => path.slice(0, -8)))], ['com/google/gson/']);
  });

  it('leaves the application what is below its group, whatever a library is called', async () => {
    const files = (content: string) => ({ ...own(content), folder: 'com/acme/commons/io/' });
    const { shaded, changed } = await comparePackages(
      jarOf(files('1'), commonsIo),
      jarOf(files('2'), { ...commonsIo, version: '2.17', content: 'j' }),
    );
    assert.deepEqual(
      shaded.map(({ name, files }) => [name, files.changed.length]),
      [['commons-io', 7]],
    );
    assert.equal(changed.length, 5);
  });

  it('reads nothing more of a package that has only its own description', async () => {
    const [before, after] = [jarOf(own('1')), jarOf(own('2'))];
    const { shaded } = await comparePackages(before, after);
    assert.deepEqual([shaded, before.asked.length, after.asked.length], [[], 1, 1]);
  });

  it('takes a JAR that claims thousands of libraries as files', async () => {
    const many = (content: string) =>
      Array.from({ length: 3000 }, (_, n) => ({
        id: `g${n}:a`,
        version: content,
        folder: `g${n}/`,
        files: 1,
        content,
      }));
    const { shaded, changed } = await comparePackages(jarOf(...many('1')), jarOf(...many('2')));
    assert.deepEqual([shaded.length, changed.length], [0, 9000]);
  });
});
