import { AppError } from '../core/errors';
import { omitEmpty, type Library, type PackageFacts } from '../core/packageFacts';
import type { ByteSource } from '../core/ports/packageReader';
import { isJar, libraryOf } from './libraryOf';
import { packageKind } from './packageKind';
import { readArchive, type Archive } from './readArchive';
import { readDocuments } from './readDocuments';
import { readJavaRelease } from './readJavaRelease';

/**
 * Reads the facts of a package of any size from its directory and some twenty entries at most. Throws `emptyPackage`,
 * `truncatedPackage` or `badPackage`, and as `source` does.
 */
export async function readPackageFacts(source: ByteSource): Promise<PackageFacts> {
  return factsOf(await readArchive(source));
}

/** Reads the facts of an archive whose directory has been read; throws as `readPackageFacts` does. */
export async function factsOf(archive: Archive): Promise<PackageFacts> {
  const { source } = archive;
  const { manifest, build, commit } = await readDocuments(archive);
  const kind = packageKind(archive.entries, manifest);
  if (!kind) throw new AppError('badPackage', `${source.name} is no JAR or WAR: no manifest and no class is in it`);
  const libraries: Library[] = [];
  for (const index of archive.entries.find(isJar)) {
    const library = libraryOf(archive.entries.at(index));
    if (library) libraries.push(library);
  }
  const mainClass = manifest?.get('main-class');
  const startClass = manifest?.get('start-class');
  return omitEmpty<PackageFacts>({
    kind,
    bytes: source.bytes,
    files: archive.entries.length,
    mainClass,
    startClass,
    title: manifest?.get('implementation-title'),
    version: manifest?.get('implementation-version') ?? build?.version,
    ...builtWith(manifest),
    java: await readJavaRelease(archive, startClass ?? mainClass),
    springBoot: manifest?.get('spring-boot-version') ?? libraries.find(isSpringBoot)?.version,
    libraries,
    libraryBytes: libraries.reduce((total, { bytes }) => total + bytes, 0),
    build,
    commit,
  });
}

// Created-By is the JDK where its own tool wrote the manifest, and else a build tool.
function builtWith(
  manifest: ReadonlyMap<string, string> | undefined,
): Record<'buildJdk' | 'buildTool', string | undefined> {
  const by = manifest?.get('created-by');
  const isJdk = by !== undefined && /^\d/.test(by);
  const jdk = manifest?.get('build-jdk') ?? manifest?.get('build-jdk-spec') ?? (isJdk ? by : undefined);
  return { buildJdk: jdk?.slice(0, 100).split(/\s/)[0], buildTool: isJdk ? undefined : by };
}

function isSpringBoot({ name }: Library): boolean {
  return name === 'spring-boot';
}
