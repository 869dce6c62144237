import assert from 'node:assert/strict';
import { comparePackages } from '../../../../src/jar/comparePackages';
import { memorySource } from '../../../fixtures/memorySource';
import { handmadeZip, type HandmadeEntry } from '../handmadeZip';

const compare = (before: readonly HandmadeEntry[], after: readonly HandmadeEntry[]) =>
  comparePackages(memorySource(handmadeZip(before)), memorySource(handmadeZip(after)));

/** One application as a JAR or as a WAR. */
function application(root: 'BOOT-INF/' | 'WEB-INF/', controller = 'same'): readonly HandmadeEntry[] {
  return [
    { name: 'META-INF/MANIFEST.MF', content: `Spring-Boot-Classes: ${root}classes/` },
    { name: 'org/springframework/boot/loader/launch/Launcher.class', content: 'launcher' },
    { name: `${root}classes/com/acme/Orders.class`, content: 'orders' },
    { name: `${root}classes/com/acme/Controller.class`, content: controller },
    { name: `${root}classpath.idx`, content: `- "${root}lib/spring-core-6.1.13.jar"` },
    { name: `${root}lib/spring-core-6.1.13.jar`, content: 'core' },
    { name: `${root}lib/guava-33.0.0-jre.jar`, content: 'guava' },
    { name: `${root}lib/raised-1.${root.length + controller.length}.jar`, content: controller },
  ];
}

describe('comparing a JAR with a WAR of one application', () => {
  it('counts what only moved by its folders, and names what differs once', async () => {
    const found = await compare(application('BOOT-INF/'), application('WEB-INF/', 'other'));
    assert.deepEqual(found.moved, [
      { from: 'BOOT-INF/classes/', to: 'WEB-INF/classes/', count: 1 },
      { from: 'BOOT-INF/lib/', to: 'WEB-INF/lib/', count: 2 },
    ]);
    assert.deepEqual([found.added, found.removed], [[], []]);
    assert.deepEqual(
      found.changed.map(({ path, pathBefore }) => [path, pathBefore]),
      [
        ['META-INF/MANIFEST.MF', undefined],
        ['WEB-INF/classes/com/acme/Controller.class', 'BOOT-INF/classes/com/acme/Controller.class'],
        ['WEB-INF/classpath.idx', 'BOOT-INF/classpath.idx'],
      ],
    );
    assert.deepEqual(
      found.libraries.map(({ name }) => name),
      ['raised'],
    );
    assert.equal(found.unchanged, 1);
  });

  it('finds the classes of a plain JAR in the executable one', async () => {
    const found = await compare(
      [{ name: 'com/acme/Orders.class', content: 'orders' }],
      [{ name: 'BOOT-INF/classes/com/acme/Orders.class', content: 'orders' }],
    );
    assert.deepEqual(found.moved, [{ from: '', to: 'BOOT-INF/classes/', count: 1 }]);
    assert.deepEqual([found.added, found.removed, found.unchanged], [[], [], 0]);
  });
});

describe('comparing packages whose entries are packed by another method', () => {
  it('names them, and that their content is the same', async () => {
    const files = (isDeflated: boolean): readonly HandmadeEntry[] => [
      { name: 'a.txt', content: 'aaaaaaaa', isDeflated: true },
      { name: 'b.txt', content: 'bbbbbbbb', isDeflated: !isDeflated },
      { name: 'empty.txt', content: '', isDeflated },
      { name: 'BOOT-INF/lib/spring-core-6.1.13.jar', content: 'core', isDeflated },
    ];
    const { added, removed, changed, libraries, repacked, unchanged } = await compare(files(false), files(true));
    assert.deepEqual([added, removed, changed, libraries], [[], [], [], []]);
    assert.deepEqual(repacked, [
      { path: 'BOOT-INF/lib/spring-core-6.1.13.jar', isDeflated: true },
      { path: 'b.txt', isDeflated: false },
    ]);
    assert.equal(unchanged, 4);
  });
});
