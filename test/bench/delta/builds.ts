import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootBuild, type Change } from './bootBuild';

/** A package on disk. */
export interface BuiltFile {
  readonly path: string;
  readonly bytes: number;
}

/** A package, and what it is after one class has changed and, where there is such a build, a library was raised as well. */
export interface Builds {
  readonly first: BuiltFile;
  readonly class: BuiltFile;
  readonly library?: BuiltFile;
}

/** Makes packages of about `bytes` bytes in a folder. */
export async function madeBuilds(folder: string, bytes: number): Promise<Builds> {
  const make = async (change: Change): Promise<BuiltFile> => {
    const path = join(folder, `${bytes} ${change}.jar`);
    const content = await bootBuild(bytes, change);
    await writeFile(path, content);
    return { path, bytes: content.length };
  };
  return { first: await make('nothing'), class: await make('class'), library: await make('class and library') };
}
