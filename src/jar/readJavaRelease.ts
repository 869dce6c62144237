import { fetchPacked } from './fetchPacked';
import type { Entry } from './parseEntry';
import type { Archive } from './readArchive';
import { unpack } from './unpack';

const mostClasses = 16;
const headSize = 8;
// The code tables of a DEFLATE block take less than 600 bytes; the head of a class is right behind them.
const packedHead = 1024;
const unpackedHead = 2 * 1024 * 1024;
const firstMajor = 45;
const lastMajor = 144;

/**
 * The Java release that a package's own classes need: the highest of up to 16, spread evenly. Own are those of the
 * application; in a JAR without such a place, those beside the main class; else all. Classes of `META-INF/versions` are
 * for newer releases than needed, and `module-info` is passed over by older ones: neither counts.
 */
export async function readJavaRelease(archive: Archive, mainClass: string | undefined): Promise<number | undefined> {
  const main = mainClass?.replaceAll('.', '/');
  const sample = spread(ownClasses(archive.entries, main));
  const packed = await fetchPacked(archive, sample, packedHead);
  const releases = [...packed].flatMap(([entry, bytes]) => releaseOf(unpack(entry, bytes, unpackedHead)) ?? []);
  return releases.length > 0 ? Math.max(...releases) : undefined;
}

function ownClasses(entries: readonly Entry[], main: string | undefined): readonly Entry[] {
  const classes = entries.filter(({ name }) => isCounted(name));
  const application = classes.filter(
    ({ name }) => name.startsWith('BOOT-INF/classes/') || name.startsWith('WEB-INF/classes/'),
  );
  if (application.length > 0) return application;
  // com/acme/ of com/acme/orders/Main: the groups that people pack together share two steps.
  const home = main && /^(?:[^/]+\/){1,2}/.exec(main)?.[0];
  const beside = home ? classes.filter(({ name }) => name.startsWith(home)) : [];
  return beside.length > 0 ? beside : classes;
}

function isCounted(name: string): boolean {
  return name.endsWith('.class') && !name.includes('META-INF/versions/') && !name.endsWith('module-info.class');
}

function spread(classes: readonly Entry[]): readonly Entry[] {
  if (classes.length <= mostClasses) return classes;
  return Array.from({ length: mostClasses }, (_, i) => classes[Math.floor((i * classes.length) / mostClasses)]!);
}

function releaseOf(head: Buffer | undefined): number | undefined {
  if (!head || head.length < headSize || head.readUInt32BE(0) !== 0xcafebabe) return undefined;
  const major = head.readUInt16BE(6);
  // 45 is Java 1.1, 46 is 1.2; from 49 on it is 5 and so on.
  return major >= firstMajor && major <= lastMajor ? major - 44 : undefined;
}
