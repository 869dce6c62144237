import assert from 'node:assert/strict';
import { mkdir, symlink, utimes } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findNewerSource } from '../../../src/builds/findNewerSource';
import { systemClock } from '../../../src/core/clock';
import { setTime, withBuild, type BuildFiles } from '../../fixtures/buildFolder';

const { signal } = new AbortController();
const text = { text: 'x' } as const;
const maven: BuildFiles = {
  'pom.xml': text,
  'orders/pom.xml': text,
  'orders/src/main/java/com/acme/Main.java': text,
  'orders/src/main/java/com/acme/build/Plan.java': text,
  'orders/src/main/resources/application.yml': text,
  'orders/src/test/java/com/acme/MainTest.java': text,
  'orders/src/main/.cache/state': text,
  'orders/src/main/webapp/node_modules/left-pad/index.js': text,
  'orders/src/main/webapp/dist/app.js': text,
  'orders/src/main/generated/com/acme/QOrder.java': text,
  'orders/src/main/frontend/generated/index.tsx': text,
  'orders/src/main/java/com/acme/generated/Plan.java': text,
  'orders/src/main/resources/Thumbs.db': text,
  'orders/src/main/resources/application.yml~': text,
  'orders/README.md': text,
  'other/src/main/java/com/acme/Other.java': text,
  'orders/target/orders-1.0.jar': 'boot',
};
const gradle: BuildFiles = {
  'settings.gradle.kts': text,
  'gradle.properties': text,
  'gradle/libs.versions.toml': text,
  'services/stock/build.gradle.kts': text,
  'services/stock/src/main/kotlin/Main.kt': text,
  'services/stock/build/libs/stock.jar': 'boot',
};

describe('what is newer than a package', () => {
  const newer = async (root: string, path: string) => {
    const found = await findNewerSource(systemClock, join(root, path), { signal });
    return found && relative(root, found.path).replaceAll('\\', '/');
  };

  const cases: readonly (readonly [BuildFiles, string, string, boolean])[] = [
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/java/com/acme/Main.java', true],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/java/com/acme/build/Plan.java', true],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/resources/application.yml', true],
    [maven, 'orders/target/orders-1.0.jar', 'orders/pom.xml', true],
    [maven, 'orders/target/orders-1.0.jar', 'pom.xml', true],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/test/java/com/acme/MainTest.java', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/.cache/state', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/webapp/node_modules/left-pad/index.js', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/webapp/dist/app.js', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/generated/com/acme/QOrder.java', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/frontend/generated/index.tsx', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/java/com/acme/generated/Plan.java', true],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/resources/Thumbs.db', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/src/main/resources/application.yml~', false],
    [maven, 'orders/target/orders-1.0.jar', 'orders/README.md', false],
    [maven, 'orders/target/orders-1.0.jar', 'other/src/main/java/com/acme/Other.java', false],
    [gradle, 'services/stock/build/libs/stock.jar', 'services/stock/src/main/kotlin/Main.kt', true],
    [gradle, 'services/stock/build/libs/stock.jar', 'services/stock/build.gradle.kts', true],
    [gradle, 'services/stock/build/libs/stock.jar', 'settings.gradle.kts', true],
    [gradle, 'services/stock/build/libs/stock.jar', 'gradle.properties', true],
    [gradle, 'services/stock/build/libs/stock.jar', 'gradle/libs.versions.toml', true],
  ];
  for (const [files, built, touched, counts] of cases) {
    it(`${counts ? 'is' : 'is not'} ${touched}`, async () => {
      await withBuild(files, async (root) => {
        assert.equal(await newer(root, built), undefined);
        await setTime(join(root, touched), 40);
        assert.equal(await newer(root, built), counts ? touched : undefined);
      });
    });
  }

  it('is the one that changed last, with both times', async () => {
    await withBuild(maven, async (root) => {
      await setTime(join(root, 'orders/pom.xml'), 40);
      await setTime(join(root, 'orders/src/main/resources/application.yml'), 42);
      const at = (minute: number) => Date.UTC(2026, 0, 15, 12, minute);
      assert.deepEqual(await findNewerSource(systemClock, join(root, 'orders/target/orders-1.0.jar'), { signal }), {
        path: join(root, 'orders/src/main/resources/application.yml'),
        changedAt: at(42),
        builtAt: at(16),
      });
    });
  });

  it('is not what a symbolic link leads to', async () => {
    await withBuild(maven, async (root) => {
      await mkdir(join(root, 'elsewhere'));
      await setTime(join(root, 'other/src/main/java/com/acme/Other.java'), 50);
      await symlink(join(root, 'other'), join(root, 'orders/src/main/java/linked'), 'junction');
      assert.equal(await newer(root, 'orders/target/orders-1.0.jar'), undefined);
    });
  });

  it('is not what is dated so far ahead that no build would cure it', async () => {
    await withBuild(maven, async (root) => {
      const [built, main] = ['orders/target/orders-1.0.jar', 'orders/src/main/java/com/acme/Main.java'];
      const ahead = (hours: number) => new Date(Date.now() + hours * 3_600_000);
      await utimes(join(root, 'pom.xml'), ahead(48), ahead(48));
      assert.equal(await newer(root, built), undefined);
      // The clock of a network drive.
      await utimes(join(root, main), ahead(10), ahead(10));
      assert.equal(await newer(root, built), main);
    });
  });

  for (const year of [1970, 1980]) {
    it(`is nothing where a reproducible build has dated the package ${year}`, async () => {
      await withBuild(maven, async (root) => {
        const built = 'orders/target/orders-1.0.jar';
        await utimes(join(root, built), new Date(Date.UTC(year, 0, 2)), new Date(Date.UTC(year, 0, 2)));
        assert.equal(await newer(root, built), undefined);
      });
    });
  }

  it('is nothing where no build is, or no file', async () => {
    await withBuild({ 'target/orders.jar': 'boot', 'src/main/java/Main.java': text }, async (root) => {
      assert.equal(await newer(root, 'target/orders.jar'), undefined);
      assert.equal(await newer(root, 'target/gone.jar'), undefined);
    });
  });

  it('is looked for among so many files, for so long, and not after Cancel', async () => {
    await withBuild(maven, async (root) => {
      const built = join(root, 'orders/target/orders-1.0.jar');
      await setTime(join(root, 'orders/src/main/resources/application.yml'), 40);
      const none = await findNewerSource(systemClock, built, { signal }, { files: 1, ms: 1000 });
      assert.equal(none, undefined);
      // The build files count in any case.
      await setTime(join(root, 'pom.xml'), 41);
      const parent = await findNewerSource(systemClock, built, { signal }, { files: 0, ms: 0 });
      assert.equal(parent?.path, join(root, 'pom.xml'));
      await assert.rejects(findNewerSource(systemClock, built, { signal: AbortSignal.abort() }), {
        failure: 'cancelled',
      });
    });
  });
});
