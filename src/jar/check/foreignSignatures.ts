import { createHash } from 'node:crypto';
import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import { parseManifest, type Manifest } from '../parseManifest';
import type { Archive } from '../readArchive';
import { unpack } from '../unpack';
import type { ReadManifest } from './readManifest';

/** The signature files of a package, and those that cannot be read. */
export interface SignatureCheck {
  readonly foreign: readonly string[];
  readonly damaged: readonly string[];
}

const signatureFile = /^META-INF\/[^/]{1,255}\.SF$/i;
const block = /^META-INF\/[^/]{1,255}\.(?:RSA|DSA|EC)$/i;
const wholeDigest = /^([\w-]{1,30})-digest-manifest$/;
const mainDigest = /^([\w-]{1,30})-digest-manifest-main-attributes$/;
// As Java names them; of those that it trusts no more (MD5) it takes a package for unsigned, which starts.
const hashes: Readonly<Record<string, string>> = {
  sha1: 'sha1',
  sha: 'sha1',
  'sha-1': 'sha1',
  'sha-224': 'sha224',
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
};
const maxFiles = 64;
const maxBytes = 1024 * 1024;

/** Finds signature files that are of other archives: their digests are not those of this one's manifest. */
export async function foreignSignatures(archive: Archive, manifest: ReadManifest | undefined): Promise<SignatureCheck> {
  const below = archive.entries.below('META-INF/').map((index) => [index, archive.entries.name(index)] as const);
  const blocks = new Set(below.filter(([, name]) => block.test(name)).map(([, name]) => stemOf(name)));
  const files = below.filter(([, name]) => signatureFile.test(name) && blocks.has(stemOf(name))).slice(0, maxFiles);
  if (!manifest || files.length === 0) return { foreign: [], damaged: [] };
  const entries = files.map(([index]) => archive.entries.at(index)).filter(({ bytes }) => bytes <= maxBytes);
  const packed = await fetchPacked(archive, entries, maxBytes);
  const contents = entries.map((entry) => [entry, contentOf(entry, packed.get(entry))] as const);
  return {
    foreign: contents.filter(([, text]) => text && isForeign(text, manifest)).map(nameOf),
    damaged: contents.filter(([, text]) => !text).map(nameOf),
  };
}

function stemOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.')).toUpperCase();
}

function nameOf([entry]: readonly [Entry, ...unknown[]]): string {
  return entry.name;
}

function contentOf(entry: Entry, packed: Buffer | undefined): Buffer | undefined {
  return packed && unpack(entry, packed, maxBytes);
}

/** Java compares the whole manifest, and where that differs its main attributes and every section that is signed. */
function isForeign(signature: Buffer, { bytes: manifest, sections }: ReadManifest): boolean {
  const signed = parseManifest(signature);
  if (signed.attributes.get('signature-version') !== '1.0') return false;
  const whole = digestsOf(signed, wholeDigest);
  if (whole.length === 0 || whole.some(([hash, sum]) => sumOf(hash, manifest) === sum)) return false;
  const main = mainSection(manifest);
  if (digestsOf(signed, mainDigest).some(([hash, sum]) => sumOf(hash, main) !== sum)) return true;
  const known = new Set(sections);
  return signed.sections.some((name) => !known.has(name));
}

function digestsOf({ attributes }: Manifest, pattern: RegExp): readonly (readonly [string, string])[] {
  return [...attributes].flatMap(([key, value]) => {
    const hash = hashes[pattern.exec(key)?.[1] ?? ''];
    return hash === undefined ? [] : [[hash, value] as const];
  });
}

function sumOf(hash: string, bytes: Buffer): string {
  return createHash(hash).update(bytes).digest('base64');
}

/** The bytes up to the empty line that ends the main section, and with it. */
function mainSection(manifest: Buffer): Buffer {
  const end = /(?:\r\n|\n|\r)(?:\r\n|\n|\r)/.exec(manifest.toString('latin1'));
  return end ? manifest.subarray(0, end.index + end[0].length) : manifest;
}
