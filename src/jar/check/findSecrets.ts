import type { SecretPlace } from '../../core/packageCheck/archiveFinding';
import type { Entry } from '../entries';
import { fetchPacked } from '../fetchPacked';
import type { Archive } from '../readArchive';
import { unpack } from '../unpack';
import { secretsInText } from './secretsInText';

/** The secrets in a package's own texts, what was read for them, and texts that cannot be read. */
export interface SecretCheck {
  readonly places: readonly SecretPlace[];
  readonly count: number;
  readonly texts: number;
  readonly textBytes: number;
  readonly damaged: readonly string[];
}

const ending = /\.(?:properties|yml|yaml|xml|json|conf|cfg|ini|toml|txt|env|sh|pem|key|crt)$/;
// Written by build tools, thousands of them where libraries are packed together.
const ofLibraries = /^META-INF\/(?:maven|services|licenses|versions|native-image)\//;
const likely =
  /^(?:BOOT-INF\/classes\/|WEB-INF\/classes\/)|(?:^|\/)(?:application|bootstrap)[^/]{0,100}$|\.(?:pem|key|env)$/;
const maxTextBytes = 1024 * 1024;
const maxAllBytes = 16 * 1024 * 1024;
const maxTexts = 2000;
// Each may be a round trip.
const maxRemoteTexts = 64;
const maxRemoteBytes = 1024 * 1024;
const maxPlaces = 20;
const batchBytes = 2 * 1024 * 1024;

/**
 * Looks for secrets in the texts of a package itself: 1 MiB of each at most and 16 MiB of all, the likeliest first; of a
 * remote one 64 texts of 1 MiB together.
 */
export async function findSecrets(archive: Archive): Promise<SecretCheck> {
  const places: SecretPlace[] = [];
  const damaged: string[] = [];
  const texts = choose(archive);
  let [count, textBytes] = [0, 0];
  for (const batch of batches(texts)) {
    const packed = await fetchPacked(archive, batch, maxTextBytes);
    for (const entry of batch) {
      const bytes = packed.get(entry);
      const content = bytes && unpack(entry, bytes, maxTextBytes);
      if (!content) {
        damaged.push(entry.name);
        continue;
      }
      textBytes += content.length;
      for (const found of secretsInText(entry.name, content)) {
        count++;
        if (places.length < maxPlaces) places.push({ path: entry.name, ...found });
      }
    }
  }
  return { places, count, texts: texts.length, textBytes, damaged };
}

function choose({ entries, source }: Archive): readonly Entry[] {
  const indexes = entries.findOther((name) => ending.test(name) && !ofLibraries.test(name));
  const first = indexes.filter((index) => likely.test(entries.name(index)));
  const rest = new Set(first);
  const chosen: Entry[] = [];
  let left = source.isRemote ? maxRemoteBytes : maxAllBytes;
  const maxCount = source.isRemote ? maxRemoteTexts : maxTexts;
  for (const index of [...first, ...indexes.filter((one) => !rest.has(one))]) {
    if (chosen.length >= maxCount) break;
    const entry = entries.at(index);
    if (entry.bytes === 0 || entry.bytes > maxTextBytes || entry.packedBytes > maxTextBytes || entry.bytes > left)
      continue;
    chosen.push(entry);
    left -= entry.bytes;
  }
  return chosen.sort((a, b) => a.headerAt - b.headerAt);
}

function batches(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const all: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    if (all.length === 0 || room < entry.packedBytes) {
      all.push([]);
      room = batchBytes;
    }
    all.at(-1)!.push(entry);
    room -= entry.packedBytes;
  }
  return all;
}
