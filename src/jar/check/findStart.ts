import type { ArchiveFinding } from '../../core/packageCheck/archiveFinding';
import type { PackageKind } from '../../core/packageFacts';
import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import type { Manifest } from '../parseManifest';
import type { Archive } from '../readArchive';
import { unpack } from '../unpack';
import { classNameOf } from './classNameOf';
import { isInLibraries } from './isInLibraries';

/** The findings about the classes that a package starts with; `damaged` names those that cannot be read. */
export interface StartCheck {
  readonly findings: readonly ArchiveFinding[];
  readonly damaged: readonly string[];
  readonly classes: number;
}

type Attribute = 'Main-Class' | 'Start-Class';

const maxClassBytes = 1024 * 1024;
const bootLauncher = /^org\.springframework\.boot\.loader\.(?:launch\.)?(?:Jar|War|Properties)Launcher$/;
const noFinding: StartCheck = { findings: [], damaged: [], classes: 0 };

/** Looks for the classes that the manifest names to start with. A plain WAR needs none. */
export async function findStart(
  archive: Archive,
  kind: PackageKind,
  manifest: Manifest | undefined,
): Promise<StartCheck> {
  const mainClass = manifest?.attributes.get('main-class');
  if (kind === 'war') return noFinding;
  if (!manifest || !mainClass) return { ...noFinding, findings: [{ kind: 'noMainClass' }] };
  const main = await findClass(archive, manifest, 'Main-Class', mainClass, ['']);
  if (!bootLauncher.test(mainClass)) return main;
  const startClass = manifest.attributes.get('start-class');
  // Its own properties may name another class.
  if (mainClass.endsWith('.PropertiesLauncher')) return main;
  if (!startClass) return { ...main, findings: [...main.findings, { kind: 'noMainClass' }] };
  const start = await findClass(archive, manifest, 'Start-Class', startClass, [
    'BOOT-INF/classes/',
    'WEB-INF/classes/',
    '',
  ]);
  return {
    findings: [...main.findings, ...start.findings],
    damaged: [...main.damaged, ...start.damaged],
    classes: main.classes + start.classes,
  };
}

async function findClass(
  archive: Archive,
  manifest: Manifest,
  attribute: Attribute,
  className: string,
  folders: readonly string[],
): Promise<StartCheck> {
  const file = `${className.replaceAll('.', '/')}.class`;
  const missing = { ...noFinding, findings: [{ kind: 'mainClassMissing', attribute, className } as const] };
  const entry = folders.map((folder) => archive.entries.named(`${folder}${file}`)).find((one) => one !== undefined);
  if (!entry) {
    if (attribute === 'Main-Class' && isForNewerJava(archive, manifest, file)) return noFinding;
    return attribute === 'Start-Class' && (await isInLibraries(archive, file)) !== false ? noFinding : missing;
  }
  const found = { ...noFinding, classes: 1 };
  if (entry.bytes > maxClassBytes) return found;
  const content = await read(archive, entry);
  const name = content && classNameOf(content);
  if (name === undefined) return { ...found, damaged: [entry.name] };
  return `${name}.class` === file ? found : { ...missing, classes: 1 };
}

async function read(archive: Archive, entry: Entry): Promise<Buffer | undefined> {
  const packed = (await fetchPacked(archive, [entry], entry.packedBytes)).get(entry);
  return packed && unpack(entry, packed, maxClassBytes);
}

function isForNewerJava({ entries }: Archive, { attributes }: Manifest, file: string): boolean {
  if (attributes.get('multi-release')?.toLowerCase() !== 'true') return false;
  return entries.below('META-INF/versions/').some((index) => entries.name(index).endsWith(`/${file}`));
}
