import type { JavaNeed } from '../core/packageFacts';
import { maxClassHead, packedClassHead, releaseOf } from './classRelease';
import type { Entry } from './entries';
import { fetchPacked } from './fetchPacked';
import { libraryNeeds } from './libraryNeeds';
import { ownClasses } from './ownClasses';
import type { Archive } from './readArchive';
import { unpack } from './unpack';

const maxGroups = 64;
// Each is a round trip.
const maxRemoteGroups = 4;

/** The classes that a package starts with, and its libraries by their index. */
export interface JavaQuestion {
  readonly mainClass: string | undefined;
  readonly startClass: string | undefined;
  readonly libraries: readonly number[];
}

interface Sample {
  readonly of: JavaNeed['of'];
  readonly entries: readonly Entry[];
  readonly counts: 'highest' | 'lowest';
}

/**
 * Reads the highest Java release that a package needs, from some of its own classes (`ownClasses` says which), its main class, and
 * two classes of each library (`libraryNeeds`). Of equal needs the application's own comes first, then the launcher's.
 */
export async function readJavaNeed(
  archive: Archive,
  { mainClass, startClass, libraries }: JavaQuestion,
): Promise<JavaNeed | undefined> {
  const { entries, source } = archive;
  const started = startClass ?? mainClass;
  const samples: readonly Sample[] = [
    ...ownClasses(entries, started, source.isRemote ? maxRemoteGroups : maxGroups).map(
      ({ indexes, counts }): Sample => ({ of: 'own', entries: indexes.map((index) => entries.at(index)), counts }),
    ),
    { of: startClass === undefined ? 'own' : 'launcher', entries: classNamed(archive, mainClass), counts: 'highest' },
  ];
  const wanted = samples.flatMap((sample) => sample.entries);
  const packed = await fetchPacked(archive, [...new Set(wanted)], packedClassHead);
  const needs = samples.flatMap((sample) => needOf(sample, packed) ?? []);
  return [...needs, ...(await libraryNeeds(archive, libraries))].sort((a, b) => b.release - a.release)[0];
}

function classNamed({ entries }: Archive, name: string | undefined): readonly Entry[] {
  const entry = name ? entries.named(`${name.replaceAll('.', '/')}.class`) : undefined;
  return entry ? [entry] : [];
}

function needOf({ of, entries, counts }: Sample, packed: ReadonlyMap<Entry, Buffer>): JavaNeed | undefined {
  const needs = entries.flatMap((entry): readonly JavaNeed[] => {
    const bytes = packed.get(entry);
    const release = bytes && releaseOf(unpack(entry, bytes, maxClassHead));
    return release === undefined ? [] : [{ release, of, className: entry.name }];
  });
  needs.sort((a, b) => (counts === 'highest' ? b.release - a.release : a.release - b.release));
  return needs[0];
}
