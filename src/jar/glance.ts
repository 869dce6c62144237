import { AppError } from '../core/errors';
import { omitEmpty } from '../core/packageFacts';
import type { ByteSource, PackageGlance } from '../core/ports/packageReader';
import type { Entries } from './entries';
import { packageKind } from './packageKind';
import { readArchive } from './readArchive';
import { readDocuments } from './readDocuments';

const source = /\.(?:java|kt|scala|groovy)$/;
// What javadoc, Dokka and their like put at the root; pages elsewhere are those of a web application.
const documentation = /^(?:index\.html|package-list|element-list)$/;
const maven = 'META-INF/maven/';

/** Tells what a package is for by its directory and manifest alone. Throws as `readPackageFacts` does. */
export async function glance(bytes: ByteSource): Promise<PackageGlance> {
  const archive = await readArchive(bytes);
  const { entries } = archive;
  const { manifest } = await readDocuments(archive);
  const mainClass = manifest?.get('main-class');
  const { hasMain, content } = lookThrough(entries, mainClass);
  const kind = packageKind(entries, manifest) ?? (content === 'classes' ? undefined : 'plainJar');
  if (!kind) throw new AppError('badPackage', `${bytes.name} is no JAR or WAR: no manifest and no class is in it`);
  const needsOthers = !hasBoot(kind) && needsFilesBeside(entries, manifest?.get('class-path') ?? '');
  const startClass = hasBoot(kind) ? manifest?.get('start-class') : undefined;
  return omitEmpty<PackageGlance>({ kind, role: roleOf(), mainClass: startClass ?? mainClass });

  function roleOf(): PackageGlance['role'] {
    if (kind === 'war' || kind === 'springBootWar') return 'application';
    if (mainClass) return needsOthers ? 'thin' : hasMain ? 'application' : 'library';
    return content === 'sources' || content === 'javadoc' ? content : 'library';
  }
}

/** Tells what fills a package: classes, or nothing that is known, before sources before documentation. */
function lookThrough(
  entries: Entries,
  mainClass: string | undefined,
): { readonly hasMain: boolean; readonly content: 'classes' | 'sources' | 'javadoc' } {
  const main = mainClass && `${mainClass.replaceAll('.', '/')}.class`;
  const has = { classes: false, sources: false, documentation: false };
  let hasMain = false;
  for (let index = 0; index < entries.length; index++) {
    const name = entries.name(index);
    if (name.endsWith('.class') || name.endsWith('.jar')) has.classes = true;
    else if (source.test(name)) has.sources = true;
    else if (documentation.test(name)) has.documentation = true;
    hasMain ||= name === main;
    if (has.classes && (hasMain || main === undefined)) break;
  }
  const others = has.sources ? 'sources' : has.documentation ? 'javadoc' : 'classes';
  return { hasMain, content: has.classes ? 'classes' : others };
}

/**
 * Tells whether a Class-Path names JARs that are needed. Builds that pack libraries into one JAR often leave the Class-Path from
 * before: where Maven's notes of one of them are in the package, so are they all.
 */
function needsFilesBeside(entries: Entries, classPath: string): boolean {
  const names = classPath
    .split(' ')
    .map((path) => path.slice(path.lastIndexOf('/') + 1))
    .filter((name) => name.toLowerCase().endsWith('.jar'));
  if (names.length === 0) return false;
  const beside = new Set(names);
  const packed = entries.below(maven).map((index) => entries.name(index).split('/')[3] ?? '');
  return ![...new Set(packed)].some((artifact) => artifact !== '' && startsOne(beside, artifact));
}

function startsOne(names: ReadonlySet<string>, artifact: string): boolean {
  for (const name of names) {
    const rest = name.startsWith(artifact) ? name.slice(artifact.length) : '';
    if (/^(?:-\d|\.jar$)/.test(rest)) return true;
  }
  return false;
}

function hasBoot(kind: PackageGlance['kind'] | undefined): boolean {
  return kind === 'springBootJar' || kind === 'springBootWar';
}
