import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { outputFolder } from './buildPlaces';

const maven = ['pom.xml'];
const gradleSettings = ['settings.gradle', 'settings.gradle.kts'];
const gradle = [
  ...gradleSettings,
  'build.gradle',
  'build.gradle.kts',
  'gradle.properties',
  join('gradle', 'libs.versions.toml'),
];
const maxLevels = 3;

/** A module that a package was built from: its folder, and the files that say how it is built, those of its parents too. */
export interface Module {
  readonly root: string;
  readonly buildFiles: readonly string[];
}

/** Finds the module of a package, above its `target` or `build`; `undefined` where no Maven or Gradle build is there. */
export async function moduleOfPackage(packagePath: string): Promise<Module | undefined> {
  const output = outputFolder(packagePath);
  if (output === undefined) return undefined;
  const root = dirname(output);
  const own = await existing(root, [...maven, ...gradle]);
  if (own.length === 0) return undefined;
  const parents = (await existing(root, maven)).length > 0 ? await parentPoms(root) : await gradleRoot(root);
  return { root, buildFiles: [...own, ...parents] };
}

/** A parent has a POM as well, and so on up. */
async function parentPoms(root: string): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (let folder = dirname(root), level = 0; level < maxLevels; folder = dirname(folder), level++) {
    const poms = await existing(folder, maven);
    if (poms.length === 0) break;
    found = [...found, ...poms];
  }
  return found;
}

/** The root of a Gradle build is where its settings are; folders between need no file. */
async function gradleRoot(root: string): Promise<readonly string[]> {
  for (let folder = root, level = 0; level <= maxLevels; folder = dirname(folder), level++) {
    if ((await existing(folder, gradleSettings)).length > 0) return folder === root ? [] : existing(folder, gradle);
  }
  return [];
}

async function existing(folder: string, names: readonly string[]): Promise<readonly string[]> {
  const paths = names.map((name) => join(folder, name));
  const isFile = (path: string) =>
    lstat(path).then(
      (found) => found.isFile(),
      () => false,
    );
  const areFiles = await Promise.all(paths.map(isFile));
  return paths.filter((_, n) => areFiles[n]);
}
