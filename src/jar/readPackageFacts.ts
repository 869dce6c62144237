import { basename } from 'node:path';
import { AppError } from '../core/errors';
import { omitEmpty, type Library, type PackageFacts } from '../core/packageFacts';
import type { ByteSource } from '../core/ports/packageReader';
import { classPathOf } from './classPathOf';
import { isJar, libraryOf } from './libraryOf';
import { ownPom } from './ownPom';
import { packageKind } from './packageKind';
import { readArchive, type Archive } from './readArchive';
import { readDocuments } from './readDocuments';
import { readJavaNeed } from './readJavaNeed';
import { readPoms, type Pom } from './readPoms';
import { reuseObstacleOf } from './reuseObstacleOf';

// Ten times what large applications have. Of more, made to do harm, each is a file like any other.
const maxLibraries = 10_000;

/**
 * Reads the facts of a package of any size from its directory, its own documents, and the heads of some classes (`readJavaNeed`
 * says of which). Throws `emptyPackage`, `truncatedPackage` or `badPackage`, and as `source` does.
 */
export async function readPackageFacts(source: ByteSource): Promise<PackageFacts> {
  return factsOf(await readArchive(source));
}

/** Reads the facts of an archive whose directory has been read; throws as `readPackageFacts` does. */
export async function factsOf(archive: Archive): Promise<PackageFacts> {
  const { source } = archive;
  const { manifest, manifestFlaw, build, commit } = await readDocuments(archive);
  const [mainClass, startClass] = [manifest?.get('main-class'), manifest?.get('start-class')];
  const poms = await readPoms(archive);
  const own = ownPom(poms, {
    entries: archive.entries,
    fileName: source.name,
    build,
    startClass: startClass ?? mainClass,
  });
  const { libraries, places } = librariesOf(archive, poms, own);
  const merged = new Set(libraries.filter(({ isMerged }) => isMerged).map(({ name }) => name));
  const classPath = classPathOf(manifest?.get('class-path'), merged);
  const kind = packageKind(archive.entries, manifest, classPath.length > 0);
  if (!kind) throw noPackage(source, 'no manifest and no class is in it');
  if (isAndroid(archive)) throw noPackage(source, 'it is an app for Android');
  const { buildJdk, buildTool } = builtWith(manifest);
  return omitEmpty<PackageFacts>({
    kind,
    bytes: source.bytes,
    files: archive.entries.length,
    manifestFlaw,
    mainClass,
    startClass,
    classPath: classPath.length > 0 ? classPath : undefined,
    title: manifest?.get('implementation-title'),
    version: versionOf(manifest, build?.version ?? own?.version),
    buildJdk,
    buildTool,
    java: await readJavaNeed(archive, { mainClass, startClass, libraries: places }),
    springBoot: manifest?.get('spring-boot-version') ?? libraries.find(isSpringBoot)?.version,
    libraries,
    libraryBytes: libraries.reduce((total, { bytes }) => total + bytes, 0),
    build,
    commit,
    reuseObstacle: reuseObstacleOf(archive, { libraries, byMaven: isMaven(buildTool) || isNamedAs(own, source.name) }),
  });
}

/** Lists the libraries inside, then those merged into the package; `places` has the indexes of the first. */
function librariesOf(
  { entries }: Archive,
  poms: readonly Pom[],
  own: Pom | undefined,
): { readonly libraries: readonly Library[]; readonly places: readonly number[] } {
  const libraries: Library[] = [];
  const places: number[] = [];
  const jars = entries.findOther(isJar);
  for (const index of jars.length > maxLibraries ? [] : jars) {
    const library = libraryOf(entries.at(index));
    if (!library) continue;
    libraries.push(library);
    places.push(index);
  }
  for (const pom of poms) {
    const { path, artifact: name, version } = pom;
    if (pom !== own) libraries.push({ path, name, version, bytes: 0, isMerged: true });
  }
  return { libraries, places };
}

function versionOf(manifest: ReadonlyMap<string, string> | undefined, built: string | undefined): string | undefined {
  return manifest?.get('implementation-version') ?? (built || manifest?.get('bundle-version'));
}

function isAndroid({ entries }: Archive): boolean {
  return ['AndroidManifest.xml', 'classes.dex'].every((name) => entries.below(name).length > 0);
}

function noPackage(source: ByteSource, why: string): AppError {
  return new AppError('badPackage', `${source.name} is no JAR or WAR: ${why}`);
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

/** Tells whether a `pom.properties` is of the package by its name: one of its group alone may be of a library that was merged in. */
function isNamedAs(own: Pom | undefined, fileName: string): boolean {
  return own !== undefined && basename(fileName).startsWith(own.artifact);
}

function isMaven(buildTool: string | undefined): boolean {
  return buildTool !== undefined && /\bmaven\b/i.test(buildTool);
}

function isSpringBoot({ name }: Library): boolean {
  return name === 'spring-boot';
}
