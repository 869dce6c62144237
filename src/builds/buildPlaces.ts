import { opendir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const outputs: readonly string[] = ['target', 'build'];
const maxEntries = 5000;
const maxPackages = 200;

/** Finds the folder of a build's outputs, `target` or `build`, that a package is in, up to four levels above it. */
export function outputFolder(packagePath: string): string | undefined {
  let folder = dirname(packagePath);
  for (let level = 0; level < 4; level++, folder = dirname(folder)) {
    if (outputs.includes(basename(folder))) return folder;
  }
  return undefined;
}

/** Gives the folders where the build of a package leaves others: its own, and those that Maven, Gradle and Quarkus write to. */
export function foldersOfBuild(packagePath: string): readonly string[] {
  const output = outputFolder(packagePath);
  const known = output === undefined ? [] : [output, join(output, 'libs')];
  return [...new Set([dirname(packagePath), ...known])];
}

/** Gives the path at which Quarkus leaves the JAR that starts the folder of JARs beside a package. */
export function quarkusRunOf(packagePath: string): string {
  const folder = dirname(packagePath);
  const above = basename(folder) === 'libs' ? dirname(folder) : folder;
  return join(basename(above) === 'quarkus-app' ? dirname(above) : above, 'quarkus-app', 'quarkus-run.jar');
}

/** Lists the names of packages in a folder, the first 200 that `fits`; none where it cannot be read. */
export async function packageNames(folder: string, fits: (name: string) => boolean): Promise<readonly string[]> {
  const names: string[] = [];
  try {
    let looked = 0;
    for await (const { name } of await opendir(folder)) {
      if (/\.[jw]ar$/i.test(name) && fits(name)) names.push(name);
      if (++looked >= maxEntries || names.length >= maxPackages) break;
    }
  } catch {
    // Gone amid a clean build: what was read is what there is.
  }
  return names.sort();
}
