import assert from 'node:assert/strict';
import { utimes } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { BuildFolders } from '../../../src/builds/buildFolders';
import { systemClock } from '../../../src/core/clock';
import type { PackageRole } from '../../../src/core/packageCheck/packageRole';
import type { ByteSource } from '../../../src/core/ports/packageReader';
import { packageReader } from '../../../src/jar/packageReader';
import { withBuild, type BuildFiles } from '../../fixtures/buildFolder';
import type { MadeJar } from '../../fixtures/madeJars';

const { signal } = new AbortController();
const folders = () => new BuildFolders({ reader: packageReader, clock: systemClock });

interface Layout {
  readonly name: string;
  /** What each package is made of and which role it has, from the oldest to the newest. */
  readonly packages: Readonly<Record<string, readonly [MadeJar, PackageRole]>>;
  readonly others?: readonly string[];
  /** What all but itself lead to; `null` where nothing of the build starts. */
  readonly meant: string | null;
}

const layouts: readonly Layout[] = [
  {
    name: 'Maven',
    packages: {
      'target/orders-1.0.jar': ['complete', 'application'],
      'target/orders-1.0-sources.jar': ['sources', 'sources'],
      'target/orders-1.0-javadoc.jar': ['javadoc', 'javadoc'],
    },
    meant: 'target/orders-1.0.jar',
  },
  {
    name: 'Maven, with the tests of a snapshot',
    packages: {
      'target/orders-1.0-SNAPSHOT.jar': ['boot', 'application'],
      'target/orders-1.0-SNAPSHOT-tests.jar': ['tests', 'tests'],
      'target/orders-1.0-SNAPSHOT-test-sources.jar': ['sources', 'sources'],
    },
    meant: 'target/orders-1.0-SNAPSHOT.jar',
  },
  {
    name: 'Maven shade',
    packages: {
      'target/orders-1.0.jar': ['complete', 'application'],
      'target/original-orders-1.0.jar': ['classes', 'original'],
    },
    meant: 'target/orders-1.0.jar',
  },
  {
    name: 'Maven shade, main class and Class-Path in either',
    packages: {
      'target/orders-1.0.jar': ['shadedWithClassPath', 'application'],
      'target/original-orders-1.0.jar': ['withClassPath', 'original'],
    },
    meant: 'target/orders-1.0.jar',
  },
  {
    name: 'Maven assembly',
    packages: {
      'target/orders-1.0-jar-with-dependencies.jar': ['complete', 'application'],
      'target/orders-1.0.jar': ['lone', 'thin'],
    },
    meant: 'target/orders-1.0-jar-with-dependencies.jar',
  },
  {
    name: 'Maven with a folder of libraries',
    packages: { 'target/orders-1.0.jar': ['withClassPath', 'thin'] },
    meant: null,
  },
  {
    name: 'Spring Boot by Maven, classifier exec',
    packages: {
      'target/orders-1.0-exec.jar': ['boot', 'application'],
      'target/orders-1.0.jar': ['lone', 'plain'],
    },
    meant: 'target/orders-1.0-exec.jar',
  },
  {
    name: 'Spring Boot by Maven, a classifier of its own',
    packages: {
      'target/orders-1.0-server.jar': ['boot', 'application'],
      'target/orders-1.0.jar': ['classes', 'plain'],
      'target/orders-1.0-sources.jar': ['sources', 'sources'],
    },
    meant: 'target/orders-1.0-server.jar',
  },
  {
    name: 'Spring Boot by Gradle',
    packages: {
      'build/libs/orders-1.0.jar': ['boot', 'application'],
      'build/libs/orders-1.0-plain.jar': ['classes', 'plain'],
    },
    meant: 'build/libs/orders-1.0.jar',
  },
  {
    name: 'Spring Boot by Gradle, as a WAR',
    packages: {
      'build/libs/orders-1.0.war': ['bootWar', 'application'],
      'build/libs/orders-1.0-plain.war': ['war', 'plain'],
    },
    meant: 'build/libs/orders-1.0.war',
  },
  {
    name: 'Gradle shadow',
    packages: {
      'build/libs/orders-1.0-all.jar': ['complete', 'application'],
      'build/libs/orders-1.0.jar': ['classes', 'thin'],
    },
    meant: 'build/libs/orders-1.0-all.jar',
  },
  {
    name: 'Gradle test fixtures',
    packages: {
      'build/libs/orders-1.0.jar': ['boot', 'application'],
      'build/libs/orders-1.0-test-fixtures.jar': ['classes', 'fixtures'],
      'build/libs/orders-1.0-sources.jar': ['kotlinSources', 'sources'],
    },
    meant: 'build/libs/orders-1.0.jar',
  },
  {
    name: 'Micronaut',
    packages: {
      'build/libs/orders-0.1-all.jar': ['shadedWithClassPath', 'application'],
      'build/libs/orders-0.1.jar': ['classes', 'thin'],
    },
    meant: 'build/libs/orders-0.1-all.jar',
  },
  {
    name: 'Quarkus fast JAR by Maven',
    packages: {
      'target/quarkus-app/quarkus-run.jar': ['quarkusRun', 'thin'],
      'target/orders-1.0.jar': ['classes', 'thin'],
    },
    meant: null,
  },
  {
    name: 'Quarkus fast JAR by Gradle',
    packages: {
      'build/quarkus-app/quarkus-run.jar': ['quarkusRun', 'thin'],
      'build/libs/orders-1.0.jar': ['classes', 'thin'],
    },
    meant: null,
  },
  {
    name: 'Quarkus uber JAR, with the folder of the build before',
    packages: {
      'target/quarkus-app/quarkus-run.jar': ['quarkusRun', 'thin'],
      'target/orders-1.0-runner.jar': ['quarkusUberRunner', 'application'],
      'target/orders-1.0.jar': ['classes', 'thin'],
    },
    meant: 'target/orders-1.0-runner.jar',
  },
  {
    name: 'Quarkus uber JAR by Gradle',
    packages: {
      'build/orders-1.0-runner.jar': ['quarkusUberRunner', 'application'],
      'build/libs/orders-1.0.jar': ['classes', 'library'],
    },
    meant: 'build/orders-1.0-runner.jar',
  },
  {
    name: 'Quarkus legacy JAR',
    packages: {
      'target/orders-1.0-runner.jar': ['quarkusLegacyRunner', 'thin'],
      'target/orders-1.0.jar': ['classes', 'thin'],
    },
    meant: null,
  },
  {
    name: 'a WAR beside its exploded folder',
    packages: {
      'target/portal-1.0.war': ['war', 'application'],
      'target/portal-1.0-classes.jar': ['classes', 'library'],
    },
    others: ['target/portal-1.0/WEB-INF/web.xml'],
    meant: 'target/portal-1.0.war',
  },
  {
    name: 'a library beside others',
    packages: { 'target/shop-core-1.0.jar': ['classes', 'library'] },
    meant: null,
  },
];

describe('what builds leave', () => {
  for (const { name, packages, others = [], meant } of layouts) {
    it(`${name}: each has its role, and leads to the one that is meant`, async () => {
      const files = Object.entries(packages).map(([path, [made]]) => [path, made] as const);
      const texts = others.map((path) => [path, { text: 'x' }] as const);
      const all: BuildFiles = Object.fromEntries<BuildFiles[string]>([...files, ...texts]);
      await withBuild(all, async (root) => {
        const names = Object.keys(packages);
        const looked = await folders().look(
          names.map((one) => join(root, one)),
          { signal },
        );
        assert.deepEqual(
          looked.map(({ path, role }) => [relative(root, path).replaceAll('\\', '/'), role]),
          Object.entries(packages).map(([path, [, role]]) => [path, role]),
        );
        for (const [one, [, role]] of Object.entries(packages)) {
          const found = await folders().findMeant(join(root, one), { signal });
          const expected = meant === null || role === 'application' ? undefined : join(root, meant);
          assert.equal(found?.path, expected, one);
        }
      });
    });
  }

  it('says of Quarkus that nothing starts by itself, where that is so', async () => {
    const fast = {
      'target/quarkus-app/quarkus-run.jar': 'quarkusRun',
      'target/orders-1.0.jar': 'classes',
      'target/orders-1.0-sources.jar': 'sources',
    } as const;
    const flagged = async (root: string) => {
      const paths = ['target/orders-1.0.jar', 'target/orders-1.0-sources.jar', 'target/quarkus-app/quarkus-run.jar'];
      const looked = await folders().look(
        paths.map((path) => join(root, path)),
        { signal },
      );
      return looked.filter(({ isOfFastJar }) => isOfFastJar).map(({ path }) => basename(path));
    };
    await withBuild(fast, async (root) => {
      assert.deepEqual(await flagged(root), ['orders-1.0.jar', 'quarkus-run.jar']);
    });
    await withBuild({ ...fast, 'target/orders-1.0-runner.jar': 'quarkusUberRunner' }, async (root) => {
      assert.ok(!(await flagged(root)).includes('orders-1.0.jar'));
    });
  });

  it('keeps modules apart, and applications whose names begin alike', async () => {
    const files = {
      'orders/target/orders-1.0.jar': 'boot',
      'orders-api/target/orders-api-1.0.jar': 'classes',
      'shop/target/shop.jar': 'complete',
      'shop/target/shop-worker.jar': 'quarkusUberRunner',
      'shop/target/shop-worker-sources.jar': 'sources',
    } as const;
    await withBuild(files, async (root) => {
      const meant = async (path: string) => (await folders().findMeant(join(root, path), { signal }))?.path;
      assert.equal(await meant('orders-api/target/orders-api-1.0.jar'), undefined);
      assert.equal(await meant('shop/target/shop-worker-sources.jar'), join(root, 'shop/target/shop-worker.jar'));
      const looked = await folders().look([join(root, 'shop/target/shop.jar')], { signal });
      assert.equal(looked[0]?.role, 'application');
    });
  });

  it('goes by what is in a file before its name, and by the name where it cannot be read', async () => {
    const files = {
      'target/all-sources.jar': 'boot',
      'target/guide.jar': 'javadoc',
      'target/dump.jar': 'sources',
      'target/cut-sources.jar': 'broken',
      'target/cut.jar': 'broken',
      'target/page.war': 'war',
    } as const;
    await withBuild(files, async (root) => {
      const looked = await folders().look(
        [...Object.keys(files), 'target/gone.jar', 'target'].map((path) => join(root, path)),
        { signal },
      );
      assert.deepEqual(
        looked.map(({ path, role, kind }) => [basename(path), role, kind]),
        [
          ['all-sources.jar', 'application', 'springBootJar'],
          ['guide.jar', 'javadoc', 'plainJar'],
          ['dump.jar', 'sources', 'plainJar'],
          ['cut-sources.jar', 'sources', undefined],
          ['cut.jar', 'application', undefined],
          ['page.war', 'application', 'war'],
        ],
      );
    });
  });

  it('reads a package once, and again where it was built anew', async () => {
    let reads = 0;
    const reader = {
      glance: (source: ByteSource) => packageReader.glance(source),
      withFile: ((path, use) => (reads++, packageReader.withFile(path, use))) as typeof packageReader.withFile,
    };
    await withBuild({ 'target/orders.jar': 'boot' }, async (root) => {
      const [kept, path] = [new BuildFolders({ reader, clock: systemClock }), join(root, 'target/orders.jar')];
      for (let time = 0; time < 3; time++) await kept.look([path], { signal });
      assert.equal(reads, 1);
      await utimes(path, new Date(), new Date());
      await kept.look([path], { signal });
      assert.equal(reads, 2);
    });
  });

  it('reads a few at once, and none more when it is cancelled', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `target/m${n}.jar`);
    let [running, most, begun] = [0, 0, 0];
    const stopping = new AbortController();
    const waiting: (() => void)[] = [];
    const reader = {
      glance: (source: ByteSource) => packageReader.glance(source),
      withFile: (async (path, use) => {
        most = Math.max(most, ++running);
        if (++begun === 4) stopping.abort();
        await new Promise<void>((resolve) => waiting.push(resolve));
        running--;
        return packageReader.withFile(path, use);
      }) as typeof packageReader.withFile,
    };
    await withBuild(Object.fromEntries(names.map((name) => [name, 'classes' as const])), async (root) => {
      const looking = new BuildFolders({ reader, clock: systemClock }).look(
        names.map((name) => join(root, name)),
        stopping,
      );
      await assert.rejects(looking, { failure: 'cancelled' });
      for (const go of waiting) go();
      assert.deepEqual([most, begun], [4, 4]);
    });
  });

  it('looks at others when reads on a dead network drive have been given up', async () => {
    const reader = {
      glance: (source: ByteSource) => packageReader.glance(source),
      withFile: ((path, use) =>
        path.includes('dead')
          ? new Promise(() => undefined)
          : packageReader.withFile(path, use)) as typeof packageReader.withFile,
    };
    const dead = Array.from({ length: 10 }, (_, n) => `dead/m${n}.jar`);
    const files = Object.fromEntries([...dead, 'target/orders.jar'].map((name) => [name, 'boot' as const]));
    await withBuild(files, async (root) => {
      const folders = new BuildFolders({ reader, clock: systemClock });
      const giveUp = AbortSignal.timeout(100);
      await assert.rejects(
        folders.look(
          dead.map((name) => join(root, name)),
          { signal: giveUp },
        ),
        { failure: 'cancelled' },
      );
      const looked = await folders.look([join(root, 'target/orders.jar')], { signal });
      assert.deepEqual(
        looked.map(({ role }) => role),
        ['application'],
      );
    });
  });
});
