import { AppError } from '../core/errors';
import { omitEmpty } from '../core/packageFacts';
import type { ByteSource, PackageGlance } from '../core/ports/packageReader';
import { classPathOf } from './classPathOf';
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
  const needsOthers = classPathOf(manifest?.get('class-path'), artifactsIn(entries)).length > 0;
  const kind = packageKind(entries, manifest, needsOthers) ?? (content === 'classes' ? undefined : 'plainJar');
  if (!kind) throw new AppError('badPackage', `${bytes.name} is no JAR or WAR: no manifest and no class is in it`);
  const startClass = hasBoot(kind) ? manifest?.get('start-class') : undefined;
  return omitEmpty<PackageGlance>({ kind, role: roleOf(), mainClass: startClass ?? mainClass });

  function roleOf(): PackageGlance['role'] {
    if (kind === 'war' || kind === 'springBootWar') return 'application';
    if (mainClass) return needsOthers && !hasBoot(kind) ? 'thin' : hasMain ? 'application' : 'library';
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

/** Lists the names of what Maven's notes say was packed together. */
function artifactsIn(entries: Entries): ReadonlySet<string> {
  return new Set(entries.below(maven).map((index) => entries.name(index).split('/')[3] ?? ''));
}

function hasBoot(kind: PackageGlance['kind'] | undefined): boolean {
  return kind === 'springBootJar' || kind === 'springBootWar';
}
