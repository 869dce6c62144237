import { omitEmpty, type BuildInfo, type CommitInfo, type ManifestFlaw } from '../core/packageFacts';
import { fetchPacked } from './fetchPacked';
import { isManifest, manifestName } from './manifestName';
import { parseManifest, type Manifest } from './parseManifest';
import { parseProperties } from './parseProperties';
import { readTime } from './readTime';
import type { Entry } from './entries';
import type { Archive } from './readArchive';
import { unpack } from './unpack';
import { damagedPackage } from './readBytes';

const places = ['BOOT-INF/classes/', 'WEB-INF/classes/', ''];
const properties = /(?:^|\/)(?:build-info|git)\.properties$/;
// The main attributes come first; behind them a signed JAR has a section for every entry, which nobody asks for.
const maxPacked = 64 * 1024;
const maxManifest = 4 * 1024 * 1024;
// Honest ones have a few KB.
const maxProperties = 64 * 1024;

/**
 * The files in which a package describes itself. `manifest` has the main attributes by their names in lower case, as Java reads
 * them; without the class to start where `java -jar` does not find it.
 */
export interface Documents {
  readonly manifest: ReadonlyMap<string, string> | undefined;
  readonly manifestFlaw: ManifestFlaw | undefined;
  readonly build: BuildInfo | undefined;
  readonly commit: CommitInfo | undefined;
}

/** Reads the manifest, `build-info.properties` and `git.properties`. Throws `truncatedPackage` when the first is damaged. */
export async function readDocuments(archive: Archive): Promise<Documents> {
  const candidates = archive.entries
    .findOther((name) => isManifest(name) || properties.test(name))
    .map((index) => archive.entries.at(index));
  const manifest = findManifest(candidates);
  const build = findProperties(candidates, 'META-INF/build-info.properties');
  const git = findProperties(candidates, 'git.properties');
  const wanted = [manifest, build, git].filter((entry) => entry !== undefined);
  const packed = await fetchPacked(archive, wanted, maxPacked);
  const contentOf = (entry: Entry | undefined, maxBytes: number) => {
    const bytes = entry && packed.get(entry);
    return bytes && unpack(entry, bytes, maxBytes);
  };
  const text = contentOf(manifest, maxManifest);
  if (manifest && !text) throw damagedPackage(archive.source, `its ${manifestName} cannot be unpacked`);
  return {
    ...(text ? asLauncherSees(parseManifest(text), candidates) : { manifest: undefined, manifestFlaw: undefined }),
    build: buildInfo(contentOf(build, maxProperties)),
    commit: commitInfo(contentOf(git, maxProperties)),
  };
}

// `java -jar` wants one whose name is in capitals; Java then reads the last, whatever its case.
function asLauncherSees(
  { attributes, flaw }: Manifest,
  candidates: readonly Entry[],
): Pick<Documents, 'manifest' | 'manifestFlaw'> {
  const names = candidates.map(({ name }) => name).filter(isManifest);
  if (flaw?.kind === 'refusedLine' || names.includes(manifestName)) return { manifest: attributes, manifestFlaw: flaw };
  const others = new Map([...attributes].filter(([name]) => name !== 'main-class'));
  return { manifest: others, manifestFlaw: { kind: 'otherCase', path: names.at(-1) ?? '' } };
}

function findManifest(entries: readonly Entry[]): Entry | undefined {
  return entries.filter(({ name }) => isManifest(name)).at(-1);
}

function findProperties(entries: readonly Entry[], file: string): Entry | undefined {
  return places.map((place) => last(entries, `${place}${file}`)).find((entry) => entry !== undefined);
}

// Of several entries of one name Java sees the last.
function last(entries: readonly Entry[], name: string): Entry | undefined {
  return entries.filter((entry) => entry.name === name).at(-1);
}

function buildInfo(content: Buffer | undefined): BuildInfo | undefined {
  if (!content) return undefined;
  const build = parseProperties(content);
  return omitEmpty<BuildInfo>({
    group: build.get('build.group'),
    artifact: build.get('build.artifact'),
    version: build.get('build.version'),
    time: readTime(build.get('build.time')),
  });
}

function commitInfo(content: Buffer | undefined): CommitInfo | undefined {
  if (!content) return undefined;
  const git = parseProperties(content);
  const dirty = git.get('git.dirty');
  return omitEmpty<CommitInfo>({
    id: git.get('git.commit.id.full') ?? git.get('git.commit.id') ?? git.get('git.commit.id.abbrev'),
    branch: git.get('git.branch'),
    time: readTime(git.get('git.commit.time')),
    dirty: dirty === undefined ? undefined : dirty === 'true',
  });
}
