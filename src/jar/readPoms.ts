import type { Entry } from './entries';
import { fetchPacked } from './fetchPacked';
import { parseProperties } from './parseProperties';
import type { Archive } from './readArchive';
import { unpack } from './unpack';

const folder = 'META-INF/maven/';
const place = /^META-INF\/maven\/([^/]{1,200})\/([^/]{1,200})\/pom\.properties$/;
const maxPoms = 1_000;
// Over a network they lie apart, each a round trip.
const maxRemotePoms = 4;
const maxBytes = 64 * 1024;

/** A Maven artifact that a package has the `pom.properties` of: its own, or one that was merged into it. */
export interface Pom {
  readonly path: string;
  readonly group: string;
  readonly artifact: string;
  /** Empty where it was not read, or says nothing. */
  readonly version: string;
}

/**
 * Reads the `pom.properties` of a package, the first 1,000 and 64 KiB of each at most. Of a remote one it reads the versions only
 * where there are at most four.
 */
export async function readPoms(archive: Archive): Promise<readonly Pom[]> {
  const places = archive.entries.below(folder).filter((index) => place.test(archive.entries.name(index)));
  const entries = places.slice(0, maxPoms).map((index) => archive.entries.at(index));
  const isRead = !archive.source.isRemote || entries.length <= maxRemotePoms;
  const packed = await fetchPacked(archive, isRead ? entries : [], maxBytes);
  return entries.map((entry) => {
    const bytes = packed.get(entry);
    return { ...placeOf(entry), version: (bytes && versionIn(entry, bytes)) ?? '' };
  });
}

function placeOf({ name }: Entry): Omit<Pom, 'version'> {
  const [, group = '', artifact = ''] = place.exec(name) ?? [];
  return { path: name, group, artifact };
}

function versionIn(entry: Entry, packed: Buffer): string | undefined {
  const content = unpack(entry, packed, maxBytes);
  return content && parseProperties(content).get('version')?.slice(0, 200);
}
