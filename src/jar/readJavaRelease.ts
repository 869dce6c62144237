import { fetchPacked } from './fetchPacked';
import type { Entries } from './entries';
import type { Archive } from './readArchive';
import type { JavaNeed } from '../core/packageFacts';
import { unpack } from './unpack';

const maxClasses = 16;
const besides = 4;
const headSize = 8;
// The code tables of a DEFLATE block take less than 600 bytes; the head of a class is right behind them.
const packedHead = 1024;
const unpackedHead = 2 * 1024 * 1024;
const firstMajor = 45;
const lastMajor = 144;

/**
 * Reads the Java release that a package's own classes need: the highest of up to 16, in four places spread evenly. Own
 * classes are those of the application; in a JAR without such a place, those beside the main class; else all. Classes of
 * `META-INF/versions` are for newer releases than needed, and older ones skip `module-info`: neither counts.
 */
export async function readJavaRelease(archive: Archive, mainClass: string | undefined): Promise<JavaNeed | undefined> {
  const main = mainClass?.replaceAll('.', '/');
  const sample = spread(ownClasses(archive.entries, main)).map((index) => archive.entries.at(index));
  const packed = await fetchPacked(archive, sample, packedHead);
  const needs = [...packed].flatMap(([entry, bytes]): readonly JavaNeed[] => {
    const release = releaseOf(unpack(entry, bytes, unpackedHead));
    return release === undefined ? [] : [{ release, of: 'own', className: entry.name }];
  });
  return needs.sort((a, b) => b.release - a.release)[0];
}

function ownClasses(entries: Entries, main: string | undefined): readonly number[] {
  const countedBelow = (folder: string) => entries.below(folder).filter((index) => isCounted(entries.name(index)));
  const application = [...countedBelow('BOOT-INF/classes/'), ...countedBelow('WEB-INF/classes/')];
  if (application.length > 0) return application;
  // com/acme/ of com/acme/orders/Main: the groups that people pack together share two steps.
  const home = main && /^(?:[\w$]{1,255}\/){1,2}/.exec(main)?.[0];
  const beside = home ? countedBelow(home) : [];
  return beside.length > 0 ? beside : entries.find(isCounted);
}

function isCounted(name: string): boolean {
  return name.endsWith('.class') && !name.includes('META-INF/versions/') && !name.endsWith('module-info.class');
}

/** Picks a sample of neighbours: those in the directory are neighbours in the file, and come in one read. */
function spread(classes: readonly number[]): readonly number[] {
  if (classes.length <= maxClasses) return classes;
  return Array.from({ length: maxClasses }, (_, i) => {
    const place = Math.floor(i / besides);
    return classes[Math.floor((place * classes.length * besides) / maxClasses) + (i % besides)]!;
  });
}

function releaseOf(head: Buffer | undefined): number | undefined {
  if (!head || head.length < headSize || head.readUInt32BE(0) !== 0xcafebabe) return undefined;
  const major = head.readUInt16BE(6);
  // 45 is Java 1.1, 46 is 1.2; from 49 on it is 5 and so on.
  return major >= firstMajor && major <= lastMajor ? major - 44 : undefined;
}
